"""Requests of the AI Office to a provider, and what was answered to them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from obligations.queries.shared import Kind, Thing, register
from obligations.requests.models import Answer, Request
from obligations.requests.queries import requests
from providers.actors import Actor


def _answers(actor: Actor) -> QuerySet[Answer]:
    rows: QuerySet[Answer] = Answer.objects.visible_to(actor)
    return rows.filter(request__made_here_at__isnull=False).select_related("request")


def _request(row: Request) -> Thing:
    state = "answered" if row.answered_on else "taken back" if row.withdrawn_on else "open"
    about = f"{row.get_basis_display()} · {state}"
    return Thing(f"Request {row.number}", about, reverse("office-request", args=[row.pk]))


def _answer(row: Answer) -> Thing:
    about = "Final answer" if row.is_final else "Further answers follow"
    title = f"Answer {row.number} to request {row.request.number}"
    return Thing(title, about, reverse("office-request", args=[row.request_id]))


def ready() -> None:
    """Add the kinds of this room."""
    page = "office-requests"
    register(
        Kind("Requests", "inbox", 60, requests.made_here, "made_here_at", _request, page),
        Kind("Answers", "speech", 61, _answers, "recorded_at", _answer, page),
    )
