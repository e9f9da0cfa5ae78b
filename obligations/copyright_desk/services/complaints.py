"""Take complaints in, from the public form or by mail (Measure 1.5(2))."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Complaint, ContactPoint
from obligations.copyright_desk.models.complaints import State
from obligations.copyright_desk.models.letters import LetterKind
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import contact
from obligations.copyright_desk.services import claims, complaint_files, letters
from obligations.copyright_desk.services.claims import Claim
from obligations.law.deadlines import BRUSSELS, brussels_day
from obligations.law.wording import long_date
from obligations.queries import notices as people
from obligations.services import notices
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers.actors import Actor, ActorKind
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit, revisions

FORM = Actor(kind=ActorKind.ANONYMOUS, name="Public complaint form", scopes=frozenset())
# More from everybody together in an hour is an attack on the desk: a ceiling behind the limiter.
MOST_AN_HOUR = 200
LONGEST_AGO = timedelta(days=3660)
LONGEST_TARGET = timedelta(days=366)
# Without signs that one takes for another: 0 and O, 1 and I.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class DeskIsFull(NotAllowedNow):
    """More complaints came within the hour than anybody could have meant."""


def lodge(
    *,
    provider: Provider,
    claim: Claim,
    uploads: Sequence[IncomingFile] = (),
    nonce: UUID,
    language: str = "",
    now: datetime,
) -> Complaint:
    """Take in a complaint from the public form; the same form sent twice is one complaint.

    Letters about it are written in ``language``, that of the form; English where none is given.
    Raises InvalidInput naming every field at fault, NotAllowedNow where the provider offers no
    form, DeskIsFull beyond the ceiling of an hour.
    """
    if (before := _sent_before(provider, nonce)) is not None:
        return before
    row = Complaint(
        provider=provider, received_at=now, came_by="form", nonce=nonce, language=language
    )
    claims.put(row, claim)
    contents = complaint_files.read(uploads, limit=complaint_files.STRANGERS)
    with audit.turn(provider):
        # Looked for again within the turn: the same form may have won the race against itself.
        if (before := _sent_before(provider, nonce)) is not None:
            return before
        designated = _open_desk(provider, now)
        with audit.change(action="complaint.lodged", about=row, by=FORM, at=now) as event:
            _save(row, designated, now)
            complaint_files.store(row, contents, by=FORM, now=now)
            event.detail = {"number": row.number, "came_by": row.came_by, "files": len(contents)}
        letters.queue(complaint=row, kind=LetterKind.RECEIVED, now=now)
    return row


def record(
    *, provider: Provider, claim: Claim, received_on: date, by: Actor, now: datetime
) -> Complaint:
    """Record a complaint that came by mail or otherwise, with the day of its receipt."""
    check_write(by, provider)
    today = brussels_day(now)
    if not today - LONGEST_AGO <= received_on <= today:
        raise InvalidInput(
            _("Give the day on which it came; it cannot lie ahead."), field="received_on"
        )
    row = Complaint(provider=provider, received_at=now, came_by="post", recorded_by_id=by.user_id)
    if received_on < today:
        # Only the day is known; noon keeps it the same day wherever it is read.
        row.received_at = datetime.combine(received_on, time(12), tzinfo=BRUSSELS)
    claims.put(row, claim)
    with audit.change(action="complaint.recorded", about=row, by=by, at=now) as event:
        _save(row, contact.latest(provider.pk), now)
        event.detail = {"number": row.number, "received_on": received_on}
    return row


def acknowledge(*, complaint: Complaint, by: Actor, now: datetime) -> Complaint:
    """Tell the complainant that the complaint is examined; of two at once, one wins."""
    check_write(by, complaint.provider)
    with audit.change(action="complaint.examined", about=complaint, by=by, at=now):
        complaint.refresh_from_db()
        if complaint.state != State.RECEIVED:
            told = _("This complaint already stands at “{state}”.").format(
                state=complaint.get_state_display()
            )
            raise NotAllowedNow(told)
        revisions.claim(complaint, revision=complaint.revision, state=State.EXAMINED)
        letters.queue(complaint=complaint, kind=LetterKind.EXAMINED, now=now)
    return complaint


def set_target(
    *, complaint: Complaint, target_on: date | None, revision: int, by: Actor, now: datetime
) -> Complaint:
    """Set or clear the provider's own day for the answer; the Code sets none."""
    check_write(by, complaint.provider)
    received = brussels_day(complaint.received_at)
    if target_on is not None and not received <= target_on <= received + LONGEST_TARGET:
        told = _("Give a day from {received} to a year after.").format(received=received)
        raise InvalidInput(told, field="target_on")
    with audit.change(action="complaint.target-set", about=complaint, by=by, at=now) as event:
        complaint.refresh_from_db()
        if not complaint.is_open:
            raise NotAllowedNow(_("This complaint has ended."))
        revisions.claim(complaint, revision=revision, target_on=target_on)
        event.detail = {"target_on": target_on}
    return complaint


def _sent_before(provider: Provider, nonce: UUID) -> Complaint | None:
    found: Complaint | None = Complaint.objects.filter(nonce=nonce, provider=provider).first()
    return found


def _open_desk(provider: Provider, now: datetime) -> ContactPoint:
    designated = contact.latest(provider.pk)
    if designated is None or not designated.takes_complaints_here:
        raise NotAllowedNow(_("This provider takes no complaints by this form."))
    recent = Complaint.objects.filter(
        provider=provider, came_by="form", received_at__gt=now - timedelta(hours=1)
    )
    if recent.count() >= MOST_AN_HOUR:
        raise DeskIsFull(_("Too many complaints came in this hour. Write to the contact point."))
    return designated


def _save(row: Complaint, designated: ContactPoint | None, now: datetime) -> None:
    rows = Complaint.objects.filter(provider=row.provider)
    row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    row.reference = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
    if designated is not None and designated.target_days:
        row.target_on = brussels_day(row.received_at) + timedelta(days=designated.target_days)
    row.save(force_insert=True)
    tell(
        row,
        key="received",
        title=f"Complaint {row.number} of a rightsholder",
        text=f"Received on {long_date(brussels_day(row.received_at))}. The Code asks for an "
        "answer within a reasonable time and gives no number (Measure 1.5(2)).",
        now=now,
    )


def tell(row: Complaint, *, key: str, title: str, text: str, now: datetime) -> None:
    """Tell the officers of the provider about a complaint, once for each key."""
    notices.queue(
        recipients=people.people(row.provider),
        kind=f"complaint.{key.partition(':')[0]}",
        key=f"complaint:{row.pk}:{key}",
        title=title,
        text=text,
        path=f"/copyright/complaints/{row.pk}/",
        provider=row.provider,
        now=now,
    )
