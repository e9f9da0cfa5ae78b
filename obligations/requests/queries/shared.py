"""Requests of the AI Office to a provider, and what was answered to them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from obligations.queries.shared import Kind, Thing, register
from obligations.requests.models import Answer, Request
from obligations.requests.queries import requests
from providers.actors import Actor


def _answers(actor: Actor) -> QuerySet[Answer]:
    rows: QuerySet[Answer] = Answer.objects.visible_to(actor)
    return rows.filter(request__made_here_at__isnull=False).select_related("request")


def _request(row: Request) -> Thing:
    if row.answered_on:
        state = pgettext("request", "answered")
    elif row.withdrawn_on:
        state = pgettext("request", "taken back")
    else:
        state = pgettext("request", "open")
    about = f"{row.get_basis_display()} · {state}"
    return Thing(
        _("Request {number}").format(number=row.number),
        about,
        reverse("office-request", args=[row.pk]),
    )


def _answer(row: Answer) -> Thing:
    about = _("Final answer") if row.is_final else _("Further answers follow")
    title = _("Answer {number} to request {request}").format(
        number=row.number, request=row.request.number
    )
    return Thing(title, about, reverse("office-request", args=[row.request_id]))


def ready() -> None:
    """Add the kinds of this room."""
    page = "office-requests"
    register(
        Kind(
            gettext_lazy("Requests"),
            "inbox",
            60,
            requests.made_here,
            "made_here_at",
            _request,
            page,
            "requests",
            ("asks", "purpose", "ai_model__name", "provider__name"),
        ),
        Kind(
            gettext_lazy("Answers"),
            "speech",
            61,
            _answers,
            "recorded_at",
            _answer,
            page,
            "answers",
            ("given", "provider__name"),
        ),
    )
