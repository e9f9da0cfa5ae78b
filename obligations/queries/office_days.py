"""Days that concern the AI Office's reviewers: answers they asked for, and ends of their access.

The core knows no room: each says its days here when the product starts. The provider's own
deadlines, targets and drafts are none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.law.deadlines import brussels_day
from obligations.models import Comment, Deadline
from obligations.models.deadlines import REMARK
from obligations.queries import remarks
from providers.actors import Actor
from providers.models import OfficeAccess

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class State(StrEnum):
    """Whether what the day is about is still to come of it."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDay:
    """One day: what it is the last day of, why, and the path of its page.

    ``kind`` and ``id`` name its row; ``about`` are the provider and whatever else names it, as
    stored. ``title`` and ``text`` name nothing, and are said in the language of who reads them.
    """

    kind: str
    id: UUID
    provider_id: UUID
    day: date
    title: StrOrPromise
    text: StrOrPromise
    about: Sequence[str]
    path: str
    state: State = State.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which days are wanted, and whose; ``mine_only`` leaves out what other reviewers asked.

    Those within ``span``, its first and its last day included; what was answered or taken back
    before ``since`` is left out. Each may be left open.
    """

    actor: Actor
    mine_only: bool
    now: datetime
    since: datetime | None = None
    span: tuple[date, date] | None = None

    def falls(self, column: str) -> Q:
        """Keep rows whose day lies within the span."""
        return Q() if self.span is None else Q(**{f"{column}__range": self.span})

    def lasts(self, column: str, *, is_day: bool = False) -> Q:
        """Keep rows that had not ended; ``column`` says at which instant, or on which day."""
        if self.since is None:
            return Q()
        since = brussels_day(self.since) if is_day else self.since
        return Q(**{column: None}) | Q(**{f"{column}__gte": since})


Source = Callable[[Asked], Iterable[OfficeDay]]
_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Add a kind of days; asked for once, when an app is ready."""
    _SOURCES.append(source)


def of(actor: Actor, *, mine_only: bool, since: datetime, now: datetime) -> list[OfficeDay]:
    """Give a reviewer's days in their order, in one query for each kind.

    Only of what providers share with them now; nobody else has any. What was answered or taken back
    stays from ``since`` on; access that has ended does not.
    """
    return _gather(Asked(actor=actor, mine_only=mine_only, now=now, since=since))


def within(
    actor: Actor, *, mine_only: bool, begins: date, ends: date, now: datetime
) -> list[OfficeDay]:
    """Give a reviewer's days within a span as ``of`` does, however long ago they were over.

    Access that has ended has its last day there as well.
    """
    return _gather(Asked(actor=actor, mine_only=mine_only, now=now, span=(begins, ends)))


def _gather(asked: Asked) -> list[OfficeDay]:
    if not asked.actor.is_office:
        return []
    found = [one for source in _SOURCES for one in source(asked)]
    return sorted(found, key=lambda one: (one.day, one.kind, one.id))


def _access(asked: Asked) -> Iterator[OfficeDay]:
    today = brussels_day(asked.now)
    rows = OfficeAccess.objects.visible_to(asked.actor).filter(reviewer=asked.actor.user_id)
    rows = rows.with_last_day() if asked.span else rows.with_last_day().open_on(today)
    for row in rows.filter(asked.falls("last_on")).select_related("provider"):
        last_on: date = row.last_on
        yield OfficeDay(
            kind="access",
            id=row.pk,
            provider_id=row.provider_id,
            day=last_on,
            title=_("Last day of your access"),
            text=_("Until the end of this day you may read what the provider shared."),
            about=(row.provider.name,),
            path=reverse("office-access"),
            state=State.DONE if row.ended_at or last_on < today else State.OPEN,
        )


def _remarks(asked: Asked) -> Iterator[OfficeDay]:
    actor = asked.actor
    rows = Deadline.objects.visible_to(actor).exclude(provider__in=actor.provider_ids)
    rows = rows.filter(
        asked.falls("due_on"), asked.lasts("met_at"), asked.lasts("cancelled_at"), matter=REMARK
    )
    if asked.mine_only:
        mine = Comment.objects.filter(written_by=actor.user_id)
        rows = rows.filter(matter_id__in=mine.values("pk"))
    for row in remarks.with_submission(rows).select_related("provider", "ai_model"):
        model = row.ai_model.name if row.ai_model else ""
        yield OfficeDay(
            kind="remark",
            id=row.pk,
            provider_id=row.provider_id,
            day=row.due_on,
            title=_("Answer to an observation"),
            text=_("The day by which a reviewer asked for an answer; no text sets it."),
            about=tuple(one for one in (row.provider.name, row.matter_title, model) if one),
            path=remarks.office_path(row.submission),
            state=_state(row),
        )


def _state(row: Deadline) -> State:
    if row.cancelled_at is not None:
        return State.CANCELLED
    return State.OPEN if row.met_at is None else State.DONE


def ready() -> None:
    """Add the days of the core."""
    register(_remarks)
    register(_access)
