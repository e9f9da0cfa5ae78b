"""What needs attention first, in order of danger, and how far each model has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy

from obligations.law.deadlines import Flag
from obligations.law.freshness import Freshness
from obligations.law.workflow import Decision, WorkStatus
from obligations.models import Duty
from obligations.queries import missing
from obligations.queries.headings import Heading
from obligations.queries.missing import MissingFact
from obligations.queries.targets import NearTargets
from obligations.queries.waiting import Waiting
from providers.actors import Actor
from providers.models import AIModel, Provider

SHOWN = 5
# The concern after which that stands which waits beside the duties.
WAITS_AFTER = "returned"
# The last of the law's clocks; what the provider set itself stands after it.
CLOCKS_END = "soon"
SOON = (Flag.UPCOMING_1, Flag.UPCOMING_7, Flag.UPCOMING_14)


@dataclass(frozen=True, slots=True)
class Concern(Heading):
    """One kind of trouble, and where its list is."""

    filters: Mapping[str, str]
    condition: Q

    @property
    def query(self) -> str:
        """The filters of the board that list the same duties."""
        return urlencode(self.filters)


# The kinds of trouble, the most dangerous first.
_CONCERNS = (
    Concern(
        "overdue",
        gettext_lazy("Overdue"),
        gettext_lazy("Hand it in, or say why not"),
        "bad",
        "alert-full",
        {"near": "overdue"},
        Q(flag=Flag.OVERDUE),
    ),
    Concern(
        "today",
        gettext_lazy("Due today"),
        gettext_lazy("Hand it in today"),
        "bad",
        "clock",
        {"near": "due-today"},
        Q(flag=Flag.DUE_TODAY),
    ),
    Concern(
        "soon",
        gettext_lazy("Due in 14 days"),
        gettext_lazy("Prepare it"),
        "warn",
        "clock",
        {"near": "next-14"},
        Q(flag__in=SOON),
    ),
    Concern(
        "returned",
        gettext_lazy("Returned by a reviewer"),
        gettext_lazy("Read the reason and answer"),
        "warn",
        "return",
        {"decision": "returned"},
        Q(decision=Decision.RETURNED),
    ),
    Concern(
        "stale",
        gettext_lazy("Stale evidence"),
        gettext_lazy("Record a newer version"),
        "bad",
        "calendar-cross",
        {"evidence": "stale"},
        Q(freshness=Freshness.STALE),
    ),
    Concern(
        "stale-soon",
        gettext_lazy("Evidence stale soon"),
        gettext_lazy("Prepare a newer version"),
        "warn",
        "calendar-clock",
        {"evidence": "stale-soon"},
        Q(freshness=Freshness.STALE_SOON),
    ),
    Concern(
        "empty",
        gettext_lazy("Enforceable, nothing recorded"),
        gettext_lazy("Record the first evidence"),
        "warn",
        "file-none",
        {"standing": "enforceable", "work": "not-started"},
        Q(owed=True, work_status=WorkStatus.NOT_STARTED),
    ),
    Concern(
        "unknown",
        gettext_lazy("A fact is missing"),
        gettext_lazy("Record the fact"),
        "doubt",
        "question",
        {"standing": "undetermined"},
        Q(owed=None),
    ),
)


def concerns(on: date) -> tuple[Concern, ...]:
    """Give the kinds of trouble, the most dangerous first; nothing is missed before it binds."""
    binds = Q(enforceable_from__lte=on)
    return tuple(
        replace(one, condition=one.condition & binds) if one.name == "empty" else one
        for one in _CONCERNS
    )


@dataclass(slots=True)
class Attention:
    """One concern with its number and the first of its duties."""

    kind: Concern
    count: int
    duties: list[Duty] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The list of as many."""
        return f"{reverse('duties')}?{self.kind.query}"

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.duties)


def attention(provider: Provider, actor: Actor, *, on: date) -> list[Attention]:
    """Say what needs attention, in two queries; a duty is shown under its gravest concern.

    Duties that wait for a fact are not shown one by one: ``open_questions`` gives the facts.

    The numbers count every duty a concern is about, so that they agree with the lists they lead to.
    """
    kinds = concerns(on)
    rows = _in_force(provider, actor)
    counts = rows.aggregate(
        **{one.name.replace("-", "_"): Count("pk", filter=one.condition) for one in kinds}
    )
    found = [Attention(one, counts[one.name.replace("-", "_")]) for one in kinds]
    for duty in _gravest(rows.filter(owed=True), kinds):
        found[duty.rank].duties.append(duty)  # type: ignore[attr-defined] # annotated
    return found


def in_order(
    found: Sequence[Attention], waits: Sequence[Waiting], own: NearTargets
) -> list[Attention | Waiting | NearTargets]:
    """Put what waits beside the duties among the concerns, in the order of danger.

    Own targets follow the law's clocks, where there are any at hand.
    """
    ordered: list[Attention | Waiting | NearTargets] = []
    for one in found:
        ordered.append(one)
        if one.kind.name == CLOCKS_END and own.count:
            ordered.append(own)
        if one.kind.name == WAITS_AFTER:
            ordered += waits
    return ordered


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A fact nobody recorded, and how many duties stay open without it."""

    fact: MissingFact
    ai_model: AIModel | None
    count: int


def open_questions(provider: Provider, actor: Actor) -> list[OpenQuestion]:
    """Name the missing facts that keep most duties open first, in two queries."""
    rows = _in_force(provider, actor).filter(owed=None)
    waiting: Counter[tuple[str, UUID | None]] = Counter()
    facts: dict[tuple[str, UUID | None], MissingFact] = {}
    alike = rows.order_by().values_list("ai_model_id", "missing").annotate(Count("pk"))
    for model_id, names, count in alike:
        for fact in missing.facts(names, provider=provider, ai_model=model_id, actor=actor):
            waiting[fact.title, model_id] += count
            facts[fact.title, model_id] = fact
    models = AIModel.objects.visible_to(actor).in_bulk({pk for _, pk in waiting if pk})
    found = [
        OpenQuestion(facts[key], models.get(key[1]) if key[1] else None, count)
        for key, count in waiting.items()
    ]
    return sorted(found, key=lambda one: (-one.count, str(one.ai_model), one.fact.title))


def _gravest(rows: QuerySet[Duty], kinds: Sequence[Concern]) -> QuerySet[Duty]:
    cases = [When(one.condition, then=Value(rank)) for rank, one in enumerate(kinds)]
    order = (F("due_on").asc(nulls_last=True), "key", "pk")
    ranked = rows.annotate(rank=Case(*cases, default=None, output_field=IntegerField()))
    ranked = ranked.filter(rank__isnull=False).annotate(
        place=Window(RowNumber(), partition_by=F("rank"), order_by=order)
    )
    first = ranked.filter(place__lte=SHOWN).select_related("obligation", "ai_model")
    return first.order_by("rank", "place")


def _in_force(provider: Provider, actor: Actor) -> QuerySet[Duty]:
    return Duty.objects.visible_to(actor).in_force().filter(provider=provider)
