"""The AI Office asks a provider for information, in this product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date
from obligations.queries.notices import members_of
from obligations.requests.models import Answer, Asker, Request
from obligations.requests.models.requests import OFFICE_NAME
from obligations.requests.permissions import check_ask
from obligations.requests.services import requests
from obligations.requests.services.requests import Asked
from obligations.services import notices
from providers.actors import Actor, Role
from providers.models import AIModel, Provider
from providers.services import audit
from providers.written import ENGLISH

CHANNEL = "In this product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the AI Office asks: on which basis, what for, for what, and by which day."""

    asks: str
    basis: str
    purpose: str
    due_on: date | None
    basis_words: str = ""
    items: Sequence[str] = ()
    reference: str = ""
    contact: str = ""


def ask(
    *,
    provider: Provider,
    ai_model: AIModel | None = None,
    question: Question,
    by: Actor,
    now: datetime,
) -> Request:
    """Make a request to a provider; it is received, and its clock runs, on the day it is made.

    The provider's officers and representatives are told. Raises InvalidInput naming every field at
    fault: a request states its legal basis, its purpose, what it asks for and its day (Art. 91(4)).
    """
    check_ask(by, provider)
    asked = Asked(
        asker=Asker.OFFICE.value,
        asked_by=OFFICE_NAME,
        received_on=brussels_day(now),
        channel=CHANNEL,
        asks=question.asks,
        basis=question.basis,
        basis_words=question.basis_words,
        purpose=question.purpose,
        due_on=question.due_on,
        items=question.items,
        reference=question.reference,
        contact=question.contact,
    )
    with audit.turn(provider):
        made = requests.keep(
            provider=provider, ai_model=ai_model, asked=asked, is_made_here=True, by=by, now=now
        )
        _tell_provider(made, now)
    return made


def tell_asker(request: Request, answer: Answer, *, now: datetime) -> None:
    """Tell the reviewer who made a request here that it was answered."""
    if request.made_here_at is None or request.recorded_by_id is None:
        return
    whole = "to its end" if answer.is_final else "in part"
    notices.queue(
        recipients=[request.recorded_by_id],
        kind="request.answered",
        key=f"request-answered:{answer.pk}",
        title=f"{request.provider} answered request {request.number}",
        text=f"It is answered {whole}, on {long_date(answer.answered_on)}.",
        path=f"/office/requests/{request.pk}/",
        provider=request.provider,
        now=now,
    )


def _tell_provider(request: Request, now: datetime) -> None:
    roles = members_of([request.provider_id]).get(request.provider_id, {})
    due = long_date(request.due_on) if request.due_on else ""
    # What is stored is English, whoever asks.
    with translation.override(ENGLISH):
        basis = request.get_basis_display()
    notices.queue(
        recipients=[
            one for one, role in roles.items() if role in (Role.OFFICER, Role.REPRESENTATIVE)
        ],
        kind="request.made",
        key=f"request-made:{request.pk}",
        title=f"The AI Office asks for information by {due}",
        text=f"{basis}. Purpose: {request.purpose[:500]}",
        path=f"/requests/{request.pk}/",
        provider=request.provider,
        now=now,
    )
