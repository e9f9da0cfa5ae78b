"""Part one: fictional providers, built by the same services people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations.demo.accounts import Accounts
from obligations.law.deadlines import brussels_day
from providers.actors import OPERATOR, Actor
from providers.models import AIModel, Provider
from providers.models.providers import Origin
from providers.services import ai_models, facts, providers
from providers.services.facts import NewFact

SOURCE = Path(__file__).with_name("fictional.yaml")


@dataclass(frozen=True, slots=True)
class Workspace:
    """One fictional provider, who works for it, and its models by name."""

    provider: Provider
    officer: Actor
    models: Mapping[str, AIModel]


def build(accounts: Accounts, *, now: datetime) -> dict[str, Workspace]:
    """Open the workspaces with their people, facts and models; keyed by the provider's name."""
    described = yaml.safe_load(SOURCE.read_text())["providers"]
    return {one["name"]: _workspace(one, accounts, now) for one in described}


def _workspace(described: Mapping[str, Any], accounts: Accounts, now: datetime) -> Workspace:
    provider = providers.create(
        name=described["name"],
        origin=Origin.DEMONSTRATION,
        note="Fictional. Any likeness to a real company is unintended.",
        by=OPERATOR,
        now=now,
    )
    for role in described["members"]:
        accounts.join(role, provider, now=now)
    if "officer" in described:
        accounts.join(described["officer"], provider, now=now)
    officer = accounts.officer_of(provider)
    facts.record_all(
        provider=provider, ai_model=None, facts=_facts(described, now), by=officer, now=now
    )
    models: dict[str, AIModel] = {}
    for one in described["models"]:
        models[one["name"]] = _model(provider, one, models, officer, now)
    return Workspace(provider, officer, models)


def _model(
    provider: Provider,
    described: Mapping[str, Any],
    known: Mapping[str, AIModel],
    officer: Actor,
    now: datetime,
) -> AIModel:
    registered = ai_models.register(
        provider=provider,
        name=described["name"],
        description=described["description"],
        base_model=known.get(described.get("base", "")),
        base_model_name=described.get("base_name", ""),
        facts=_facts(described, now),
        by=officer,
        now=now,
    )
    for label in described.get("versions", ()):
        ai_models.add_version(ai_model=registered.ai_model, label=label, by=officer, now=now)
    return registered.ai_model


def _facts(described: Mapping[str, Any], now: datetime) -> list[NewFact]:
    today = brussels_day(now)
    return [
        NewFact(
            kind=one["kind"],
            value={name: _day(value, today) for name, value in one["value"].items()},
            known_on=_known_on(one["value"], today),
            note=one.get("note", ""),
        )
        for one in described["facts"]
    ]


def _day(value: Any, today: date) -> Any:
    """Turn a count of days into a date; everything else stays."""
    if isinstance(value, int) and not isinstance(value, bool):
        return (today + timedelta(days=value)).isoformat()
    return value


def _known_on(value: Mapping[str, Any], today: date) -> date:
    """Say that something with a past day became known on that day, and the rest today."""
    counts = [v for v in value.values() if isinstance(v, int) and not isinstance(v, bool)]
    return today + timedelta(days=max((c for c in counts if c <= 0), default=0))
