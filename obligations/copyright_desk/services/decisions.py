"""Decide complaints, and open decided ones again; every decision stays (Measure 1.5(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Complaint, Decision
from obligations.copyright_desk.models.complaints import State
from obligations.copyright_desk.models.letters import LetterKind
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import contact, sameness
from obligations.copyright_desk.services import letters
from obligations.law.deadlines import brussels_day
from obligations.law.periods import strict_end
from obligations.law.terms import Period, Unit
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit, revisions

ANSWER_LIMIT = 20_000
KEEP_YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a complaint ends: answered, manifestly unfounded, or identical to one answered.

    ``answer`` is what the complainant reads; ``because`` is the reason of a refusal, which the
    complainant reads too. ``repeats`` is the answered complaint an identical one repeats.
    """

    outcome: str
    answer: str = ""
    because: str = ""
    repeats: Complaint | None = None


def decide(
    *, complaint: Complaint, outcome: Outcome, revision: int, by: Actor, now: datetime
) -> Decision:
    """End a complaint; ``revision`` is the state its author saw, so of two at once one wins.

    Raises InvalidInput naming the field, NotAllowedNow where it has ended already.
    """
    check_write(by, complaint.provider)
    row = _read(complaint, outcome)
    row.decided_at, row.decided_by_id, row.decided_by_name = now, by.user_id, by.name
    with audit.change(action=f"complaint.{row.outcome}", about=complaint, by=by, at=now) as event:
        complaint.refresh_from_db()
        if not complaint.is_open:
            told = _("This complaint already stands at “{state}”.").format(
                state=complaint.get_state_display()
            )
            raise NotAllowedNow(told)
        revisions.claim(
            complaint, revision=revision, state=row.outcome, ended_at=now, erase_on=_erase_on(row)
        )
        last = complaint.decisions.aggregate(last=Max("number"))["last"]
        row.number = (last or 0) + 1
        row.save(force_insert=True)
        letters.queue(complaint=complaint, kind=LetterKind.DECIDED, about=str(row.number), now=now)
        event.detail = {"complaint": complaint.number, "decision": row.number}
    return row


def reopen(
    *, complaint: Complaint, because: str, revision: int, by: Actor, now: datetime
) -> Complaint:
    """Open a decided complaint again, with the reason; the decision stays and is set aside.

    Raises NotAllowedNow while it is open, and once what its author said was erased.
    """
    check_write(by, complaint.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="complaint.reopened", about=complaint, by=by, at=now) as event:
        complaint.refresh_from_db()
        if complaint.is_open:
            raise NotAllowedNow(_("This complaint is open already."))
        if complaint.erased_at is not None:
            raise NotAllowedNow(_("Who complained was erased; nobody could be answered any more."))
        revisions.claim(
            complaint, revision=revision, state=State.EXAMINED, ended_at=None, erase_on=None
        )
        standing = complaint.decisions.filter(reopened_at=None)
        standing.update(
            reopened_at=now,
            reopened_because=reason,
            reopened_by=by.user_id,
            reopened_by_name=by.name,
        )
        count = complaint.decisions.count()
        letters.queue(complaint=complaint, kind=LetterKind.REOPENED, about=str(count), now=now)
        event.detail = {"because": reason}
    return complaint


def _read(complaint: Complaint, outcome: Outcome) -> Decision:
    answer = texts.prose(outcome.answer, field="answer", limit=ANSWER_LIMIT)
    because = texts.prose(outcome.because, field="because")
    if outcome.outcome not in (State.ANSWERED, State.UNFOUNDED, State.REPEATED):
        raise InvalidInput(_("Say how it ends."), field="outcome")
    if outcome.outcome == State.ANSWERED and not answer:
        raise InvalidInput(_("Write the answer; the complainant reads it."), field="answer")
    if outcome.outcome == State.UNFOUNDED and not because:
        raise InvalidInput(_("Give the reason; the complainant reads it."), field="because")
    if outcome.outcome == State.REPEATED:
        _check_repeats(complaint, outcome.repeats, because)
    elif outcome.repeats is not None:
        raise InvalidInput(_("Only an identical complaint names an earlier one."), field="repeats")
    return Decision(
        provider=complaint.provider,
        complaint=complaint,
        outcome=outcome.outcome,
        answer=answer,
        because=because,
        repeats=outcome.repeats,
    )


def _check_repeats(complaint: Complaint, repeats: Complaint | None, because: str) -> None:
    if repeats is None:
        raise InvalidInput(_("Name the earlier complaint."), field="repeats")
    if repeats.provider_id != complaint.provider_id or repeats.pk == complaint.pk:
        raise InvalidInput(_("There is no such complaint."), field="repeats")
    if repeats.state != State.ANSWERED:
        raise InvalidInput(_("The earlier complaint was not answered."), field="repeats")
    if not sameness.is_same_rightsholder(complaint, repeats):
        told = _("The earlier complaint is of somebody else: only the same rightsholder repeats.")
        raise InvalidInput(told, field="repeats")
    if complaint.fingerprint != repeats.fingerprint and not because:
        told = _("The two are not word for word the same: say why they are identical all the same.")
        raise InvalidInput(told, field="because")


def _erase_on(row: Decision) -> object:
    point = contact.latest(row.provider_id)
    years = point.keep_years if point else KEEP_YEARS
    return strict_end(brussels_day(row.decided_at), Period(years, Unit.YEARS))
