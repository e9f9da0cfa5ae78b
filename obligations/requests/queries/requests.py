"""Requests as lists and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from obligations.models import Deadline
from obligations.queries import clocks
from obligations.queries.clocks import Running
from obligations.requests.models import Answer, Extension, Request
from providers.actors import Actor
from providers.models import Provider

MATTER = "request"
STATES = {
    "open": Q(answered_on=None, withdrawn_on=None),
    "answered": Q(answered_on__isnull=False),
    "taken-back": Q(withdrawn_on__isnull=False),
}
STATE_WORDS = {
    "open": pgettext_lazy("state of a request", "Open"),
    "answered": _("Answered"),
    "taken-back": _("Taken back"),
    "all": _("All"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one request."""

    request: Request
    clocks: Sequence[Running]
    extensions: Sequence[Extension]
    answers: Sequence[Answer]


def visible(actor: Actor, provider: Provider | None = None) -> QuerySet[Request]:
    """Give requests with the day of their open deadline, the last received first."""
    open_ones = Deadline.objects.open().filter(matter=MATTER, matter_id=OuterRef("pk"))
    rows: QuerySet[Request] = Request.objects.visible_to(actor)
    if provider is not None:
        rows = rows.filter(provider=provider)
    rows = rows.select_related("ai_model", "provider").annotate(
        answer_by=Subquery(open_ones.values("due_on")[:1]),
        flag=Subquery(open_ones.values("flag")[:1]),
    )
    return rows.order_by("-received_on", "-number")


def page(request: Request, actor: Actor, *, now: datetime) -> Page:
    """Gather one request."""
    answers = Answer.objects.visible_to(actor).filter(request=request)
    extensions = Extension.objects.visible_to(actor).filter(request=request)
    return Page(
        request=request,
        clocks=clocks.of_matter(MATTER, request.pk, actor, now=now),
        extensions=list(extensions.order_by("due_on", "recorded_at")),
        answers=list(answers.prefetch_related("files__rendering").order_by("number")),
    )


def age(received_on: date, ended_on: date | None, today: date) -> int:
    """Count the days a request has waited, or had waited when it ended."""
    return ((ended_on or today) - received_on).days


def one(actor: Actor, request_id: UUID) -> QuerySet[Request]:
    """Narrow to one request of one's own."""
    return visible(actor).filter(pk=request_id, provider__in=actor.provider_ids)


def made_here(actor: Actor) -> QuerySet[Request]:
    """Give the requests the AI Office made here, for its own pages."""
    if not actor.is_office:
        return Request.objects.none()
    later = Extension.objects.filter(request=OuterRef("pk")).order_by("-due_on")
    rows = visible(actor).filter(made_here_at__isnull=False)
    # The provider's own deadlines are not the Office's to read; the day it set is.
    return rows.annotate(day_set=Coalesce(Subquery(later.values("due_on")[:1]), "due_on"))


def addressable(actor: Actor) -> QuerySet[Provider]:
    """Give the providers the AI Office can ask here: those that shared something with it."""
    rows: QuerySet[Provider] = Provider.objects.visible_to(actor)
    return rows.exclude(pk__in=actor.provider_ids).order_by("name", "pk")
