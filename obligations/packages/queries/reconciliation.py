"""What was due to the AI Office, and what was sent: every deadline in exactly one state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from obligations.catalogue.loader import catalogue
from obligations.law.deadlines import brussels_day
from obligations.law.rules import two_weeks
from obligations.models import Deadline
from obligations.models.deadlines import REMARK
from obligations.packages.models import Package, PackageDeadline, PackageReceipt
from obligations.packages.purposes import sending_clocks
from providers.actors import Actor
from providers.models import Provider

OFFICE = "ai-office"


class State(StrEnum):
    """How a deadline towards the AI Office stands."""

    NEVER_SENT = "never-sent"  # the last day has passed, and no sending is recorded
    TO_SEND = "to-send"
    SENT = "sent"  # and nothing confirms that it arrived
    RECORDED = "recorded"  # no package: the page of the matter itself records the day of sending
    CONFIRMED = "confirmed"
    ON_REQUEST = "on-request"  # asks that something exists; it is sent when asked for
    UNKNOWN = "unknown"  # no text of the catalogue says to whom it is owed


_RANK = {state: rank for rank, state in enumerate(State)}


def deadlines(
    provider: Provider | QuerySet[Provider],
    actor: Actor,
    *,
    now: datetime,
    model: UUID | None = None,
) -> QuerySet[Deadline]:
    """Give every deadline that is, or may be, owed to the AI Office, with its state.

    Cancelled ones are left out. Due and never sent comes first, then by day. Each row knows its
    first sending (``sent_first_at``) and its first receipt (``confirmed_first_at``).
    """
    rows: QuerySet[Deadline] = Deadline.objects.visible_to(actor)
    whose = Q(provider=provider) if isinstance(provider, Provider) else Q(provider__in=provider)
    rows = rows.filter(whose, cancelled_at=None).filter(_owed_to_office(now))
    if model is not None:
        rows = rows.filter(ai_model=model)
    rows = rows.annotate(sent_first_at=_first_sent(), confirmed_first_at=_first_receipt())
    rows = rows.annotate(state=_state(now))
    whens = [When(state=state.value, then=Value(rank)) for state, rank in _RANK.items()]
    rank = Case(*whens, output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "due_on", "pk")


def in_state(rows: QuerySet[Any], *states: str) -> QuerySet[Any]:
    """Keep the deadlines in one of the states."""
    return rows.filter(state__in=states)


def with_packages(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Add the packages that serve each deadline, in one query more."""
    links = PackageDeadline.objects.select_related("package").order_by("linked_at", "pk")
    return rows.select_related("ai_model", "duty").prefetch_related(
        Prefetch("package_links", queryset=links, to_attr="links")
    )


def counts(rows: QuerySet[Deadline]) -> Mapping[str, int]:
    """Count the deadlines in each state, zeros included; they add up to all."""
    found: QuerySet[Any, Any] = rows.order_by()
    found = found.values("state").annotate(many=Count("pk"))
    numbers: dict[str, Any] = {row["state"]: row["many"] for row in found}
    return {state.value: numbers.get(state.value, 0) for state in State}


def packages_without_deadline(provider: Provider, actor: Actor) -> QuerySet[Package]:
    """Give sent packages that serve no deadline, so that nothing sent is left out of the sum."""
    rows: QuerySet[Package] = Package.objects.visible_to(actor)
    rows = rows.filter(provider=provider, sent_at__isnull=False, deadline_links=None)
    return rows.order_by("-sent_at", "pk")


def first_sent_on(row: Any) -> date | None:
    """Give the first day, in Brussels, on which it was sent: by package or as its room records it.

    Only where the clock asks for sending is what was done a sending.
    """
    days = [day for day in (_sent_by_package(row), _sent_in_room(row)) if day is not None]
    return min(days, default=None)


def is_late(row: Any) -> bool:
    """Say whether the first sending came after the strict last day, both in Brussels."""
    first = first_sent_on(row)
    return first is not None and first > row.due_on


def is_first_in_room(row: Any) -> bool:
    """Say whether the first sending is what its room records, and no package went that day."""
    first = first_sent_on(row)
    return first is not None and first != _sent_by_package(row)


def _sent_by_package(row: Any) -> date | None:
    return None if row.sent_first_at is None else brussels_day(row.sent_first_at)


def _sent_in_room(row: Any) -> date | None:
    is_sending = row.done_on is not None and row.clock in sending_clocks()
    return row.done_on if is_sending else None


def room(row: Deadline) -> str:
    """Give the address, without the host, of the page that records what the deadline asks for."""
    if row.clock == two_weeks.CLOCK and row.ai_model_id and not row.path:
        return reverse("model-notification", args=[row.ai_model_id])
    return row.page


def _owed_to_office(now: datetime) -> Q:
    audience = _audience_of_clocks(now)
    to_office = [clock for clock, names in audience.items() if OFFICE in names]
    of_duty = Q(duty__obligation__audience__contains=[OFFICE])
    # A clock of a matter that no text names may be owed to anybody: unknown is never no. What a
    # reviewer asks for in a remark is answered here, and nothing is sent.
    of_matter = Q(duty=None) & (Q(clock__in=to_office) | ~Q(clock__in=list(audience)))
    return of_duty | of_matter & ~Q(matter=REMARK)


def _audience_of_clocks(now: datetime) -> dict[str, tuple[str, ...]]:
    known, on = catalogue(), brussels_day(now)
    entries = {entry.key: entry.audience for entry in known.as_of(on)}
    return {key: entries[one.entry] for key, one in known.clocks.items() if one.entry in entries}


def _state(now: datetime) -> Case:
    to_send = Q(clock__in=sending_clocks())
    unknown = Q(duty=None) & ~Q(clock__in=list(_audience_of_clocks(now)))
    return Case(
        When(confirmed_first_at__isnull=False, then=Value(State.CONFIRMED.value)),
        When(sent_first_at__isnull=False, then=Value(State.SENT.value)),
        When(unknown, then=Value(State.UNKNOWN.value)),
        When(~to_send, then=Value(State.ON_REQUEST.value)),
        When(done_on__isnull=False, then=Value(State.RECORDED.value)),
        When(due_at__lte=now, then=Value(State.NEVER_SENT.value)),
        default=Value(State.TO_SEND.value),
        output_field=CharField(),
    )


def _links() -> QuerySet[PackageDeadline]:
    rows: QuerySet[PackageDeadline] = PackageDeadline.objects.filter(deadline=OuterRef("pk"))
    return rows.filter(package__sent_at__isnull=False).order_by()


def _first_sent() -> Subquery:
    found = _links().values("deadline").annotate(first=Min("package__sent_at"))
    return Subquery(found.values("first"))


def _first_receipt() -> Subquery:
    rows = PackageReceipt.objects.filter(package__deadline_links__deadline=OuterRef("pk"))
    found = rows.order_by().values("package__deadline_links__deadline")
    return Subquery(found.annotate(first=Min("received_at")).values("first"))
