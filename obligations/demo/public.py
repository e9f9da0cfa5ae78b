"""Part two: a workspace of public data about real models, as imported facts and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from obligations.law.deadlines import brussels_day
from providers.actors import OPERATOR
from providers.models.providers import Origin
from providers.services import ai_models, facts, providers
from providers.services.facts import NewFact

SOURCE = Path(__file__).with_name("public.yaml")
CREDIT = "Epoch AI, “Data on AI Models”, epoch.ai, CC BY 4.0"
AS_PUBLISHED = "As published"
NOTE = (
    "Imported public data. The organisation is not necessarily the provider in the sense of the "
    "AI Act, and nothing here is a claim about it."
)


def build(*, now: datetime) -> int:
    """Record the facts, and answer for how many models."""
    described = yaml.safe_load(SOURCE.read_text())
    for organisation in described:
        _organisation(organisation, now)
    return sum(len(organisation["models"]) for organisation in described)


def _organisation(described: Mapping[str, Any], now: datetime) -> None:
    provider = providers.create(
        name=described["organisation"], origin=Origin.PUBLIC_DATA, note=NOTE, by=OPERATOR, now=now
    )
    country = NewFact(
        kind="establishment",
        value={"country": described["country"]},
        known_on=brussels_day(now),
        note="Country of the organisation as listed.",
        source=CREDIT,
    )
    facts.record_all(provider=provider, ai_model=None, facts=[country], by=OPERATOR, now=now)
    for model in described["models"]:
        registered = ai_models.register(
            provider=provider,
            name=model["name"],
            description=_description(model),
            source=CREDIT,
            facts=list(_facts(model, now)),
            by=OPERATOR,
            now=now,
        )
        ai_models.add_version(
            ai_model=registered.ai_model,
            label=AS_PUBLISHED,
            released_on=model["published"],
            note="Day of publication as listed; not the day of placing on the Union market.",
            by=OPERATOR,
            now=now,
        )


def _description(model: Mapping[str, Any]) -> str:
    told = []
    if "parameters" in model:
        told.append(f"Parameters: {model['parameters']}.")
    if "access" in model:
        told.append(f"{model['access']}.")
    return " ".join(told)


def _facts(model: Mapping[str, Any], now: datetime) -> Iterator[NewFact]:
    """Give what the list says; what it leaves open stays unknown, the market date above all."""
    if "flop" in model:
        yield NewFact(
            kind="compute",
            value={"training_compute_flop": model["flop"], "method": "published"},
            known_on=brussels_day(now),
            note="As estimated by the source.",
            source=CREDIT,
        )
    if "generates" in model:
        yield NewFact(
            kind="capabilities",
            value={"output_modalities": model["generates"]},
            known_on=brussels_day(now),
            note="From the domain and the tasks listed.",
            source=CREDIT,
        )
