"""Record requests; the clock of each follows from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue
from obligations.documents.outlines import outline
from obligations.law import requests as law
from obligations.law.deadlines import brussels_day
from obligations.law.requests import AnswerBy
from obligations.law.terms import Chapter
from obligations.queries import facts
from obligations.requests.models import Asker, Basis, Extension, Request
from obligations.requests.permissions import check_answer, check_change
from obligations.requests.queries.requests import MATTER
from obligations.services import clocks
from obligations.services.clocks import Matter, Wanted
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit, revisions
from providers.written import ENGLISH

DOWNSTREAM_CLOCK = "cop-tr-1.2-downstream-request"
OFFICE_CLOCK = "aia-91-5-request"
FORM = "model-documentation"
EARLIEST = date(2024, 8, 1)
LATEST = date(2100, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says, as it was typed."""

    asker: str
    asked_by: str
    received_on: date
    asks: str
    contact: str = ""
    system: str = ""
    reference: str = ""
    channel: str = ""
    items: Sequence[str] = ()
    basis: str = ""
    basis_words: str = ""
    purpose: str = ""
    due_on: date | None = None


def record(
    *, provider: Provider, ai_model: AIModel | None = None, asked: Asked, by: Actor, now: datetime
) -> Request:
    """Record a request that was received; its clock runs from the day of receipt.

    Raises InvalidInput naming every field at fault.
    """
    check_answer(by, provider)
    return keep(provider=provider, ai_model=ai_model, asked=asked, by=by, now=now)


def keep(
    *,
    provider: Provider,
    ai_model: AIModel | None,
    asked: Asked,
    is_made_here: bool = False,
    by: Actor,
    now: datetime,
) -> Request:
    """Check and keep a request and begin its clock; the caller has checked who may."""
    if ai_model is not None and ai_model.provider_id != provider.pk:
        raise InvalidInput(_("There is no such model."), field="model")
    values = _checked(asked, brussels_day(now))
    request = Request(
        provider=provider,
        ai_model=ai_model,
        made_here_at=now if is_made_here else None,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **values,
    )
    action = "request.made" if is_made_here else "request.recorded"
    with audit.change(action=action, about=request, by=by, at=now) as event:
        highest = Request.objects.filter(provider=provider).aggregate(Max("number"))
        request.number = (highest["number__max"] or 0) + 1
        request.save(force_insert=True)
        follow(request, now=now)
        event.detail = {"number": request.number, "asker": request.asker}
    return request


def extend(*, request: Request, due_on: date, source: str, by: Actor, now: datetime) -> Extension:
    """Record a later day that the AI Office granted, with where it says so."""
    check_change(by, request)
    words = text.prose(source, field="source")
    if not words:
        raise InvalidInput(_("Say where the later day was granted."), field="source")
    with audit.change(action="request.extended", about=request, by=by, at=now) as event:
        check_open(request)
        if request.asker != Asker.OFFICE:
            raise NotAllowedNow(_("Only a day that the AI Office set is moved by it."))
        present = answer_by(request, on=brussels_day(now)).due
        if present is not None and not present.strict < due_on <= LATEST:
            raise InvalidInput(
                _("Give a day after {strict}.").format(strict=present.strict), field="due_on"
            )
        extension = Extension.objects.create(
            provider=request.provider,
            request=request,
            due_on=due_on,
            source=words,
            recorded_at=now,
            recorded_by_name=by.name,
        )
        follow(request, now=now)
        event.detail = {"due_on": due_on}
    return extension


def explain(*, request: Request, exceptional: str, revision: int, by: Actor, now: datetime) -> None:
    """Record why circumstances are exceptional (Measure 1.2). It moves no day."""
    check_answer(by, request.provider)
    words = text.prose(exceptional, field="exceptional")
    with audit.change(action="request.explained", about=request, by=by, at=now):
        check_open(request)
        revisions.claim(request, revision=revision, exceptional=words)


def take_back(
    *, request: Request, on: date, because: str, revision: int, by: Actor, now: datetime
) -> None:
    """Record that the asker took the request back; its clock stops, and stays on record."""
    check_change(by, request)
    words = text.prose(because, field="because")
    if not words:
        raise InvalidInput(_("Say how the asker took it back."), field="because")
    if not request.received_on <= on <= brussels_day(now):
        raise InvalidInput(_("Give a day between receipt and today."), field="on")
    with audit.change(action="request.taken-back", about=request, by=by, at=now):
        check_open(request)
        revisions.claim(request, revision=revision, withdrawn_on=on, withdrawn_because=words)
        follow(request, now=now)


def follow(request: Request, *, now: datetime) -> None:
    """Make the deadline of a request agree with what is recorded about it."""
    found = answer_by(request, on=brussels_day(now))
    if found.due is None or request.withdrawn_on is not None:
        clocks.forget(matter(request), now=now)
        return
    is_office = request.asker == Asker.OFFICE
    wanted = Wanted(
        clock=OFFICE_CLOCK if is_office else DOWNSTREAM_CLOCK,
        title="Answer the AI Office" if is_office else "Answer a downstream provider",
        event_on=found.counted_from or request.received_on,
        due=found.due,
        cite=found.cite,
        done_on=request.answered_on,
    )
    clocks.follow(matter(request), [wanted], now=now)


def answer_by(request: Request, *, on: date) -> AnswerBy:
    """Say by which day a request is answered, on the facts recorded."""
    if request.asker == Asker.OFFICE:
        later = Extension.objects.filter(request=request).aggregate(Max("due_on"))["due_on__max"]
        with translation.override(ENGLISH):
            cite = request.basis_words or str(Basis(request.basis).label)
        if request.due_on is None:
            raise ValueError("A request of the AI Office sets a day.")
        return law.office(request.due_on, later, cite=cite)
    signed = facts.of_provider(request.provider, on=on).code_chapters
    texts = catalogue()
    return law.downstream(
        request.received_on,
        has_signed=None if signed is None else Chapter.TRANSPARENCY in signed,
        signed_on=None if signed is None else signed.get(Chapter.TRANSPARENCY),
        on=on,
        clock=texts.clocks[DOWNSTREAM_CLOCK],
        working_days=texts.working_days(),
    )


def matter(request: Request) -> Matter:
    """Name a request as what runs the clock."""
    return Matter(
        kind=MATTER,
        id=request.pk,
        provider_id=request.provider_id,
        ai_model_id=request.ai_model_id,
        title=str(request),
        path=f"/requests/{request.pk}/",
    )


def check_open(request: Request) -> None:
    """Look at a request again, within the turn: is there still something to do?"""
    request.refresh_from_db(fields=["answered_on", "withdrawn_on", "revision"])
    if request.withdrawn_on is not None:
        raise NotAllowedNow(
            _("The request was taken back on {withdrawn_on}.").format(
                withdrawn_on=request.withdrawn_on
            )
        )
    if request.answered_on is not None:
        raise NotAllowedNow(
            _("The request was answered on {answered_on}.").format(answered_on=request.answered_on)
        )


def _checked(asked: Asked, today: date) -> dict[str, Any]:
    problems: list[InvalidInput] = []
    values: dict[str, Any] = {one.name: getattr(asked, one.name) for one in fields(asked)}
    if asked.asker not in Asker.values:
        problems.append(InvalidInput(_("Choose who asks."), field="asker"))
    limits = {"asked_by": 200, "contact": 300, "system": 300, "reference": 200, "channel": 200}
    for field, limit in (*limits.items(), ("basis_words", 300)):
        problems += _take(values, field, limit, needed=field == "asked_by")
    problems += _take(values, "asks", text.PROSE_LIMIT, needed=True)
    problems += _take(values, "purpose", text.PROSE_LIMIT, needed=asked.asker == Asker.OFFICE)
    if not EARLIEST <= asked.received_on <= today:
        problems.append(InvalidInput(_("Give the day of receipt."), field="received_on"))
    known = {one.key for one in outline(FORM).items()}
    if unknown := set(asked.items) - known:
        told = _("The form has no such item: {names}.").format(
            names=", ".join(sorted(unknown))[:200]
        )
        problems.append(InvalidInput(told, field="items"))
    problems += _of_office(asked) if asked.asker == Asker.OFFICE else _of_downstream(asked)
    if problems:
        raise InvalidInput.of_all(problems)
    return values | {"items": list(asked.items)}


def _take(values: dict[str, Any], field: str, limit: int, *, needed: bool) -> list[InvalidInput]:
    try:
        values[field] = text.prose(values[field], field=field, limit=limit)
    except InvalidInput as problem:
        return [problem]
    if needed and not values[field]:
        return [InvalidInput(_("This is needed."), field=field)]
    return []


def _of_office(asked: Asked) -> list[InvalidInput]:
    problems = []
    if asked.basis not in Basis.values:
        told = _(
            "Say on which provision the request rests; the request must state it (Art. 91(4))."
        )
        problems.append(InvalidInput(told, field="basis"))
    if asked.basis == Basis.OTHER and not asked.basis_words:
        problems.append(InvalidInput(_("Name the provision."), field="basis_words"))
    if asked.due_on is None or not asked.received_on <= asked.due_on <= LATEST:
        told = _("Give the day that the request sets, as it stands there.")
        problems.append(InvalidInput(told, field="due_on"))
    return problems


def _of_downstream(asked: Asked) -> list[InvalidInput]:
    if asked.due_on is None and not asked.basis:
        return []
    told = _("A downstream provider sets no day and names no basis; both follow from the texts.")
    return [InvalidInput(told, field="due_on" if asked.due_on else "basis")]
