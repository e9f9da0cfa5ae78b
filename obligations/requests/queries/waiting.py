"""The requests that wait for an answer, for the start page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.queries.waiting import SHOWN, Line, Source, register
from obligations.requests.models import Request
from obligations.requests.queries.requests import STATES, visible
from providers.actors import Actor
from providers.models import Provider


def find(provider: Provider, actor: Actor, told: Collection[UUID]) -> tuple[int, Sequence[Line]]:
    """Count the open requests; give the nearest that are not told yet, those without a day last."""
    rows = visible(actor, provider).filter(STATES["open"])
    count = rows.count()
    if not count:
        return 0, ()
    nearest = rows.exclude(pk__in=told).order_by(
        F("answer_by").asc(nulls_last=True), "received_on", "number"
    )
    return count, [_line(row) for row in nearest[:SHOWN]]


def _line(row: Request) -> Line:
    return Line(
        title=_("Request {number}: {who}").format(number=row.number, who=row.asker_name),
        note=Truncator(row.asks).words(16) or row.get_asker_display(),
        due_on=row.answer_by,  # type: ignore[attr-defined] # annotated
        url=f"{reverse('request', args=[row.pk])}#answer",
    )


def ready() -> None:
    """Say on the start page what waits here."""
    register(
        Source(
            name="requests",
            title=gettext_lazy("Requests to answer"),
            step=gettext_lazy("Answer the request"),
            tone="warn",
            icon="inbox",
            page="requests",
            query="state=open",
            find=find,
        )
    )
