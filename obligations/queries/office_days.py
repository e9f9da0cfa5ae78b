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

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.law.deadlines import brussels_day
from obligations.models import Comment, Deadline
from obligations.models.deadlines import REMARK
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


# Takes the reviewer, whether only what they asked for themselves is wanted, and the instant before
# which things that ended are left out.
Source = Callable[[Actor, bool, datetime], Iterable[OfficeDay]]
_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Add a kind of days; asked for once, when an app is ready."""
    _SOURCES.append(source)


def of(actor: Actor, *, mine_only: bool, since: datetime, now: datetime) -> list[OfficeDay]:
    """Give a reviewer's days in their order, in one query for each kind.

    Only of what providers share with them now; nobody else has any. What was answered or taken back
    stays from ``since`` on.
    """
    if not actor.is_office:
        return []
    found = [one for source in _SOURCES for one in source(actor, mine_only, since)]
    found += _access(actor, now)
    return sorted(found, key=lambda one: (one.day, one.kind, one.id))


def _access(actor: Actor, now: datetime) -> Iterator[OfficeDay]:
    rows = OfficeAccess.objects.visible_to(actor).filter(reviewer=actor.user_id)
    for row in rows.open_on(brussels_day(now)).select_related("provider"):
        yield OfficeDay(
            kind="access",
            id=row.pk,
            provider_id=row.provider_id,
            day=row.ends_on,
            title=_("Last day of your access"),
            text=_("Until the end of this day you may read what the provider shared."),
            about=(row.provider.name,),
            path=reverse("office-access"),
        )


def _remarks(actor: Actor, mine_only: bool, since: datetime) -> Iterator[OfficeDay]:
    rows = Deadline.objects.visible_to(actor).exclude(provider__in=actor.provider_ids)
    rows = rows.filter(Q(met_at=None) | Q(met_at__gte=since), matter=REMARK)
    rows = rows.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=since))
    remarks = Comment.objects.filter(pk=OuterRef("matter_id"))
    if mine_only:
        mine = Comment.objects.filter(written_by=actor.user_id)
        rows = rows.filter(matter_id__in=mine.values("pk"))
    rows = rows.annotate(submission=Subquery(remarks.values("assessment")[:1]))
    for row in rows.select_related("provider", "ai_model"):
        model = row.ai_model.name if row.ai_model else ""
        yield OfficeDay(
            kind="remark",
            id=row.pk,
            provider_id=row.provider_id,
            day=row.due_on,
            title=_("Answer to an observation"),
            text=_("The day by which a reviewer asked for an answer; no text sets it."),
            about=tuple(one for one in (row.provider.name, row.matter_title, model) if one),
            path=f"{reverse('office-submission', args=[row.submission])}#remarks",
            state=_state(row),
        )


def _state(row: Deadline) -> State:
    if row.cancelled_at is not None:
        return State.CANCELLED
    return State.OPEN if row.met_at is None else State.DONE


def ready() -> None:
    """Add the days of the core."""
    register(_remarks)
