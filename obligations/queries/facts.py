"""Recorded facts as the law reads them: the end of every chain, and nothing guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from obligations.law.facts import ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.figures import ImpossibleValue
from obligations.law.terms import Chapter, Size
from obligations.law.thresholds import SYSTEMIC_RISK
from providers.errors import InvalidInput
from providers.models import AIModel, Fact, Provider

Value = Mapping[str, Any]
Values = Mapping[str, Value]
NOTHING: Value = {}


def of_provider(provider: Provider, *, on: date | None = None) -> ProviderFacts:
    """Gather what is recorded about a provider, in one query.

    A representative whose mandate ended before ``on`` is none. Raises InvalidInput where the law
    cannot take what is recorded, naming the field.
    """
    return _provider(_by_subject(provider, Q(ai_model=None)).get(None, {}), on)


def of_model(
    ai_model: AIModel, *, on: date | None = None, before: datetime | None = None
) -> ModelFacts:
    """Gather what is recorded about a model and its provider, in one query.

    ``before`` looks back: it leaves out what was recorded at that instant or later.
    """
    recorded = _by_subject(ai_model.provider, Q(ai_model=None) | Q(ai_model=ai_model), before)
    return _model(recorded.get(ai_model.pk, {}), _provider(recorded.get(None, {}), on))


def of_models(provider: Provider, *, on: date | None = None) -> dict[UUID, ModelFacts]:
    """Gather what is recorded about every model of a provider, in two queries."""
    recorded = _by_subject(provider, Q())
    owner = _provider(recorded.get(None, {}), on)
    models = AIModel.objects.filter(provider=provider).order_by("pk").values_list("pk", flat=True)
    return {pk: _model(recorded.get(pk, {}), owner) for pk in models}


def of_many(models: Iterable[AIModel], *, on: date | None = None) -> dict[UUID, ModelFacts]:
    """Gather what is recorded about models of several providers, in one query."""
    wanted = list(models)
    owners = {model.provider_id for model in wanted}
    subjects = Q(ai_model__in=wanted) | Q(ai_model=None, provider__in=owners)
    recorded = _recorded(Fact.objects.filter(subjects))
    return {
        model.pk: _model(
            recorded.get((model.provider_id, model.pk), {}),
            _provider(recorded.get((model.provider_id, None), {}), on),
        )
        for model in wanted
    }


def _by_subject(
    provider: Provider, subjects: Q, before: datetime | None = None
) -> dict[UUID | None, dict[str, Value]]:
    found = _recorded(Fact.objects.filter(subjects, provider=provider), before)
    return {subject: values for (_, subject), values in found.items()}


def _recorded(
    facts: QuerySet[Fact], before: datetime | None = None
) -> dict[tuple[UUID, UUID | None], dict[str, Value]]:
    """Read the ends of the chains by provider and subject, and when estimates crossed 10^25."""
    latest = Q(superseded_by=None)
    if before is not None:
        facts = facts.filter(recorded_at__lt=before)
        latest |= Q(superseded_by__recorded_at__gte=before)
    facts = facts.annotate(is_latest=Case(When(latest, then=True), default=False))
    wanted = facts.filter(Q(is_latest=True) | Q(kind="compute"))
    columns = ("kind", "value", "is_latest", "known_on", "pk", "supersedes_id")
    recorded: dict[tuple[UUID, UUID | None], dict[str, Value]] = defaultdict(dict)
    estimates: dict[tuple[UUID, UUID | None], dict[UUID | None, Estimate]] = defaultdict(dict)
    for owner, of_model, kind, value, is_latest, known_on, pk, link in wanted.values_list(
        "provider_id", "ai_model_id", *columns
    ):
        subject = (owner, of_model)
        if kind == "compute":
            estimates[subject][link] = Estimate(pk, value, known_on)
        if is_latest:
            recorded[subject][kind] = value
    for subject, chain in estimates.items():
        recorded[subject]["crossed"] = {"on": _crossed(chain)}
    return recorded


class Estimate(NamedTuple):
    """One link of a chain of compute estimates."""

    pk: UUID
    compute: Value
    known_on: date

    @property
    def is_above(self) -> bool:
        """Whether either figure is above the threshold of Art. 51(2)."""
        names = ("training_compute_flop", "cumulative_compute_flop")
        figures = (_flop(self.compute.get(name)) for name in names)
        return any(figure is not None and figure > SYSTEMIC_RISK for figure in figures)


def _crossed(chain: Mapping[UUID | None, Estimate]) -> date | None:
    """Say since when estimates have been above the threshold without one below it in between.

    The two weeks of Art. 52(1) run from the day that became known, and the estimate says when.
    ``chain`` has each estimate under the one it supersedes; instants would not order it, because
    several can be recorded at one.
    """
    since, following = None, chain.get(None)
    while following is not None:
        above = following.is_above
        since = min(since or following.known_on, following.known_on) if above else None
        following = chain.get(following.pk)
    return since


def _provider(values: Values, on: date | None) -> ProviderFacts:
    size = values.get("size", NOTHING).get("size")
    chapters = values.get("code-signature", NOTHING).get("chapters")
    try:
        return ProviderFacts(
            established_in=values.get("establishment", NOTHING).get("country"),
            size=None if size in (None, "unknown") else Size(size),
            representative_since=_mandate(values.get("representative", NOTHING), on),
            code_chapters=None if chapters is None else _signed(chapters),
        )
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error


def _mandate(value: Value, on: date | None) -> date | None:
    until = _day(value.get("until"))
    is_over = on is not None and until is not None and until < on
    return None if is_over else _day(value.get("since"))


def _signed(chapters: Mapping[str, str | None]) -> dict[Chapter, date | None]:
    return {Chapter(name): _day(signed_on) for name, signed_on in chapters.items()}


def _model(values: Values, provider: ProviderFacts) -> ModelFacts:
    compute = values.get("compute", NOTHING)
    abilities = values.get("capabilities", NOTHING)
    designation = values.get("designation", NOTHING)
    rebuttal = values.get("rebuttal", NOTHING)
    modalities = abilities.get("output_modalities")
    try:
        return ModelFacts(
            union_market_date=_day(values.get("placement", NOTHING).get("union_market_date")),
            general_purpose=values.get("general-purpose", NOTHING).get("decision"),
            training_compute_flop=_flop(compute.get("training_compute_flop")),
            cumulative_compute_flop=_flop(compute.get("cumulative_compute_flop")),
            output_modalities=None if modalities is None else frozenset(modalities),
            broad_generality=abilities.get("broad_generality"),
            open_source=_open_source(values.get("open-source")),
            threshold_known_on=_day(values.get("threshold-known", NOTHING).get("on"))
            or values.get("crossed", NOTHING).get("on"),
            designated_on=_day(designation.get("on")),
            designation_basis=designation.get("basis"),
            rebuttal_submitted_on=_day(rebuttal.get("submitted_on")),
            rebuttal_accepted_on=_day(rebuttal.get("accepted_on")),
            rebuttal_rejected_on=_day(rebuttal.get("rejected_on")),
            notification_submitted_on=_day(values.get("notification", NOTHING).get("submitted_on")),
            modification=_modification(values.get("modification")),
            provider=provider,
        )
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error


def _open_source(value: Value | None) -> OpenSource | None:
    if value is None:
        return None
    return OpenSource(**{name: value.get(name) for name in OpenSource.__dataclass_fields__})


def _modification(value: Value | None) -> Modification | None:
    if value is None:
        return None
    return Modification(
        compute_flop=_flop(value.get("compute_flop")),
        original_compute_flop=_flop(value.get("original_compute_flop")),
        original_systemic=value.get("original_systemic"),
        same_provider=value.get("same_provider"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flop(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
