"""Answer requests: what was given, what was refused and why, and the files as they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.models import Recipient, Rendering
from obligations.requests.models import Answer, AnswerFile, Asker, Request
from obligations.requests.permissions import check_answer
from obligations.requests.services import asking, requests
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit, revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an answer says."""

    answered_on: date
    given: str
    channel: str
    is_final: bool
    refused: str = ""
    refused_because: str = ""
    secrets: str = ""


def answer(
    *,
    request: Request,
    said: Said,
    files: Sequence[UUID] = (),
    revision: int,
    by: Actor,
    now: datetime,
) -> Answer:
    """Record an answer that was sent; a final one stops the clock on its day.

    ``files`` are renderings of the provider that were made for this asker. Raises InvalidInput,
    NotAllowedNow where the request was answered or taken back, Conflict where somebody was faster.
    """
    check_answer(by, request.provider)
    values = _checked(said, request, brussels_day(now))
    renderings = _files(request, files)
    with audit.change(action="request.answered", about=request, by=by, at=now) as event:
        requests.check_open(request)
        done = {"answered_on": said.answered_on} if said.is_final else {}
        revisions.claim(request, revision=revision, **done)
        row = Answer.objects.create(
            provider=request.provider,
            request=request,
            number=Answer.objects.filter(request=request).count() + 1,
            recorded_at=now,
            recorded_by_id=by.user_id,
            recorded_by_name=by.name,
            **values,
        )
        AnswerFile.objects.bulk_create(
            AnswerFile(provider=request.provider, answer=row, rendering=one) for one in renderings
        )
        requests.follow(request, now=now)
        asking.tell_asker(request, row, now=now)
        event.detail = {
            "number": row.number,
            "final": row.is_final,
            "files": [one.sha256 for one in renderings],
        }
    return row


def usable(request: Request) -> Any:
    """Give the renderings that may go to the asker: made for them or for everybody."""
    recipient = Recipient.OFFICE if request.asker == Asker.OFFICE else Recipient.DOWNSTREAM
    rows = Rendering.objects.filter(provider=request.provider_id)
    if request.ai_model_id:
        rows = rows.filter(ai_model=request.ai_model_id)
    return rows.filter(recipient__in=[recipient, Recipient.PUBLIC]).order_by("-made_at", "pk")


def _files(request: Request, files: Sequence[UUID]) -> list[Rendering]:
    wanted = set(files)
    found = list(usable(request).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise InvalidInput(
            _(
                "A file is not there, or was made for somebody else; what one recipient may read "
                "another may not."
            ),
            field="given_files",
        )
    return found


def _checked(said: Said, request: Request, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {one.name: getattr(said, one.name) for one in fields(said)}
    problems = []
    if not request.received_on <= said.answered_on <= today:
        told = _("Give a day between the receipt of the request and today.")
        problems.append(InvalidInput(told, field="answered_on"))
    for field, limit in (("given", text.PROSE_LIMIT), ("channel", 200)):
        try:
            values[field] = text.prose(values[field], field=field, limit=limit)
            if not values[field]:
                problems.append(InvalidInput(_("This is needed."), field=field))
        except InvalidInput as problem:
            problems.append(problem)
    for field in ("refused", "refused_because", "secrets"):
        try:
            values[field] = text.prose(values[field], field=field)
        except InvalidInput as problem:
            problems.append(problem)
    if bool(values["refused"]) != bool(values["refused_because"]):
        told = _("What is refused has a reason, such as a trade secret (Arts. 53(7) and 78).")
        problems.append(InvalidInput(told, field="refused_because"))
    if problems:
        raise InvalidInput.of_all(problems)
    return values
