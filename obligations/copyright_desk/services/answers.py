"""Examine complaints and end them: answered, manifestly unfounded, or identical to one answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F

from obligations.copyright_desk.models import Complaint, ComplaintEntry
from obligations.copyright_desk.models.complaints import OPEN, State
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import contact
from obligations.law.deadlines import brussels_day
from obligations.law.periods import strict_end
from obligations.law.terms import Period, Unit
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import TIMETABLE, Actor
from providers.errors import InvalidInput, NotPermitted
from providers.services import audit, revisions

ANSWER_LIMIT = 20_000
KEEP_YEARS = 5
WAYS = ("in", "out", "own")
LONGEST_TARGET = timedelta(days=366)


def examine(*, complaint: Complaint, by: Actor, now: datetime) -> Complaint:
    """Begin to examine a complaint; of two at once, one wins."""
    check_write(by, complaint.provider)
    with audit.change(action="complaint.examined", about=complaint, by=by, at=now):
        _move(complaint, State.EXAMINED, frm=(State.RECEIVED.value,))
    return complaint


def answer(*, complaint: Complaint, answer: str, by: Actor, now: datetime) -> Complaint:
    """End a complaint with the answer that was given; it stays as it is."""
    words = texts.prose(answer, field="answer", limit=ANSWER_LIMIT)
    if not words:
        raise InvalidInput("Write the answer that was given.", field="answer")
    return _end(complaint, State.ANSWERED, by, now, answer=words)


def find_unfounded(
    *, complaint: Complaint, because: str, answer: str = "", by: Actor, now: datetime
) -> Complaint:
    """End a complaint that is manifestly unfounded, with the reason (Measure 1.5(2))."""
    reason = contents.reason(because, field="because")
    words = texts.prose(answer, field="answer", limit=ANSWER_LIMIT)
    return _end(complaint, State.UNFOUNDED, by, now, because=reason, answer=words)


def find_repeated(
    *, complaint: Complaint, repeats: Complaint, because: str = "", by: Actor, now: datetime
) -> Complaint:
    """End a complaint identical to one of the same rightsholder that was answered already."""
    reason = texts.prose(because, field="because")
    if repeats.provider_id != complaint.provider_id or repeats.pk == complaint.pk:
        raise InvalidInput("There is no such complaint.", field="repeats")
    if repeats.state != State.ANSWERED:
        raise InvalidInput("The earlier complaint was not answered.", field="repeats")
    if not _is_same_rightsholder(complaint, repeats):
        told = "The earlier complaint is of somebody else: only the same rightsholder repeats."
        raise InvalidInput(told, field="repeats")
    return _end(complaint, State.REPEATED, by, now, because=reason, repeats=repeats)


def set_target(
    *, complaint: Complaint, target_on: date | None, revision: int, by: Actor, now: datetime
) -> Complaint:
    """Set or clear the provider's own day for the answer; the Code sets none."""
    check_write(by, complaint.provider)
    received = brussels_day(complaint.received_at)
    if target_on is not None and not received <= target_on <= received + LONGEST_TARGET:
        told = f"Give a day from {received} to a year after."
        raise InvalidInput(told, field="target_on")
    with audit.change(action="complaint.target-set", about=complaint, by=by, at=now) as event:
        complaint.refresh_from_db()
        if not complaint.is_open:
            raise NotAllowedNow("This complaint has ended.")
        revisions.claim(complaint, revision=revision, target_on=target_on)
        event.detail = {"target_on": target_on}
    return complaint


def log(*, complaint: Complaint, way: str, text: str, by: Actor, now: datetime) -> ComplaintEntry:
    """Add to the correspondence: what came in, what went out, or a remark among one's own."""
    check_write(by, complaint.provider)
    if by.user_id is None:
        raise NotPermitted("Correspondence is kept by people.")
    if way not in WAYS:
        raise InvalidInput(f"Write one of: {', '.join(WAYS)}.", field="way")
    words = texts.prose(text, field="text", limit=ANSWER_LIMIT)
    if not words:
        raise InvalidInput("Write what was said.", field="text")
    row = ComplaintEntry(
        provider=complaint.provider,
        complaint=complaint,
        way=way,
        text=words,
        written_at=now,
        written_by_id=by.user_id,
        written_by_name=by.name,
    )
    with audit.change(
        action="complaint.logged", about=complaint, by=by, at=now, detail={"way": way}
    ):
        row.save(force_insert=True)
    return row


def erase_due(*, now: datetime, limit: int = 200) -> int:
    """Erase what complainants said of themselves, where the provider's own term is over."""
    due = Complaint.objects.filter(erase_on__lt=brussels_day(now), erased_at=None)
    count = 0
    for row in due.select_related("provider").order_by("erase_on", "pk")[:limit]:
        with audit.change(action="complaint.erased", about=row, by=TIMETABLE, at=now):
            mine = Complaint.objects.filter(pk=row.pk, erased_at=None)
            count += mine.update(
                name="", email="", on_behalf_of="", erased_at=now, revision=F("revision") + 1
            )
    return count


def _end(
    complaint: Complaint, state: State, by: Actor, now: datetime, **fields: object
) -> Complaint:
    check_write(by, complaint.provider)
    point = contact.latest(complaint.provider_id)
    years = point.keep_years if point else KEEP_YEARS
    with audit.change(action=f"complaint.{state}", about=complaint, by=by, at=now) as event:
        _move(
            complaint,
            state,
            frm=OPEN,
            ended_at=now,
            ended_by_id=by.user_id,
            ended_by_name=by.name,
            erase_on=strict_end(brussels_day(now), Period(years, Unit.YEARS)),
            **fields,
        )
        event.detail = {"number": complaint.number}
    return complaint


def _move(complaint: Complaint, to: State, *, frm: tuple[str, ...], **fields: object) -> None:
    mine = Complaint.objects.filter(pk=complaint.pk, state__in=frm)
    if not mine.update(state=to, revision=F("revision") + 1, **fields):
        complaint.refresh_from_db()
        raise NotAllowedNow(f"This complaint is {complaint.get_state_display().lower()} already.")
    complaint.refresh_from_db()


def _is_same_rightsholder(one: Complaint, other: Complaint) -> bool:
    """Compare for whom they speak, or from which address; what is erased compares to nothing."""
    pairs = ((one.email, other.email), (_holder(one), _holder(other)))
    return any(first and first.casefold() == second.casefold() for first, second in pairs)


def _holder(row: Complaint) -> str:
    return row.on_behalf_of or row.name
