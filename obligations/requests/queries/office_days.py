"""The days on which periods of the AI Office's requests end, for its reviewers' calendars."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from obligations.queries.office_days import Asked, OfficeDay, State, register
from obligations.requests.models import Request
from obligations.requests.queries import requests


def _requests(asked: Asked) -> Iterator[OfficeDay]:
    actor = asked.actor
    rows = requests.made_here(actor).exclude(provider__in=actor.provider_ids)
    rows = rows.filter(
        asked.falls("day_set"),
        asked.lasts("answered_on", is_day=True),
        asked.lasts("withdrawn_on", is_day=True),
    )
    if asked.mine_only:
        rows = rows.filter(recorded_by=actor.user_id)
    for row in rows:
        model = row.ai_model.name if row.ai_model else ""
        yield OfficeDay(
            kind=requests.MATTER,
            id=row.pk,
            provider_id=row.provider_id,
            day=row.day_set,  # type: ignore[attr-defined] # annotated
            title=format_lazy(_("Answer to request {number}"), number=row.number),
            text=_("The day that the AI Office set in its request, or the later one it granted."),
            about=tuple(one for one in (row.provider.name, model) if one),
            path=reverse("office-request", args=[row.pk]),
            state=_state(row),
        )


def _state(row: Request) -> State:
    if row.withdrawn_on is not None:
        return State.CANCELLED
    return State.OPEN if row.answered_on is None else State.DONE


def ready() -> None:
    """Add the days of this room."""
    register(_requests)
