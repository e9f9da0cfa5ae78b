"""A question to the law: what is said of a model and its provider, as programs and pages ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rest_framework import serializers

from obligations.catalogue.loader import catalogue
from obligations.law import applicability
from obligations.law.applicability import Assessment
from obligations.law.deadlines import brussels_day
from obligations.law.facts import MODALITIES, ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.terms import Chapter, Size
from providers.rest.bodies import Body
from providers.rest.fields import EARLIEST_PLACING, Country, Day, DecimalText, Truth, Words

UNKNOWN = "unknown"
FIRST_TEXT = date(2024, 7, 12)

_OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


class AskedProviderIn(Body):
    """Who places the model on the market; null or absent means unknown."""

    established_in = Country(**_OPTIONAL)
    size = serializers.ChoiceField(choices=[*(size.value for size in Size), UNKNOWN], **_OPTIONAL)
    representative_since = Day(**_OPTIONAL)
    code_chapters = Words(Chapter, help_text="Chapters signed; an empty list: none.", **_OPTIONAL)


class AskedOpenSourceIn(Body):
    """The answers behind the open-source tests (AI Act, Arts. 53(2) and 54(6))."""

    licence_open = Truth(required=False)
    monetised = Truth(required=False)
    parameters_public = Truth(required=False)
    architecture_public = Truth(required=False)
    usage_information_public = Truth(required=False)


class AskedModificationIn(Body):
    """How the model came from another one (Guidelines, paras. 59 to 68)."""

    compute_flop = DecimalText(**_OPTIONAL)
    original_compute_flop = DecimalText(**_OPTIONAL)
    original_systemic = Truth(required=False)
    same_provider = Truth(required=False)


class AskedModelIn(Body):
    """The model; null or absent means unknown."""

    union_market_date = Day(earliest=EARLIEST_PLACING, **_OPTIONAL)
    general_purpose = Truth(
        required=False,
        help_text="The provider's own reasoned decision; it wins over the indicative criterion.",
    )
    training_compute_flop = DecimalText(**_OPTIONAL)
    cumulative_compute_flop = DecimalText(**_OPTIONAL)
    output_modalities = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(MODALITIES)),
        max_length=len(MODALITIES),
        **_OPTIONAL,
    )
    broad_generality = Truth(required=False)
    open_source = AskedOpenSourceIn(**_OPTIONAL)
    threshold_known_on = Day(**_OPTIONAL)
    designated_on = Day(**_OPTIONAL)
    designation_basis = serializers.ChoiceField(choices=["52(4)", "52(1)"], **_OPTIONAL)
    rebuttal_submitted_on = Day(**_OPTIONAL)
    rebuttal_accepted_on = Day(**_OPTIONAL)
    rebuttal_rejected_on = Day(**_OPTIONAL)
    notification_submitted_on = Day(**_OPTIONAL)
    modification = AskedModificationIn(**_OPTIONAL)


class ApplicabilityIn(Body):
    """The facts, and the day on which the question is asked (today, if left out)."""

    on = Day(earliest=FIRST_TEXT, **_OPTIONAL)
    provider = AskedProviderIn(**_OPTIONAL)
    model = AskedModelIn(**_OPTIONAL)


def answer(given: Mapping[str, Any], *, now: datetime) -> Assessment:
    """Answer what ``ApplicabilityIn`` read; raises ImpossibleValue for what cannot be true."""
    on = given.get("on") or brussels_day(now)
    facts = model_facts(given.get("model") or {}, given.get("provider") or {})
    return applicability.assess(catalogue().as_of(on), facts, on, catalogue().working_days())


def model_facts(model: Mapping[str, Any], provider: Mapping[str, Any]) -> ModelFacts:
    """Build the facts the law reads; ImpossibleValue, a ValueError, for what cannot be true."""
    given = dict(model)
    open_source, modification = given.pop("open_source", None), given.pop("modification", None)
    modalities = given.pop("output_modalities", None)
    return ModelFacts(
        **given,
        output_modalities=None if modalities is None else frozenset(modalities),
        open_source=None if open_source is None else OpenSource(**open_source),
        modification=None if modification is None else Modification(**modification),
        provider=_provider_facts(provider),
    )


def _provider_facts(provider: Mapping[str, Any]) -> ProviderFacts:
    size, chapters = provider.get("size"), provider.get("code_chapters")
    return ProviderFacts(
        established_in=provider.get("established_in"),
        size=Size(size) if size and size != UNKNOWN else None,
        representative_since=provider.get("representative_since"),
        code_chapters=None if chapters is None else dict.fromkeys(chapters),
    )
