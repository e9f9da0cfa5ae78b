"""Take complaints in, examine and answer them; what was answered stays (Measure 1.5(2))."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max

from obligations.copyright_desk.models import Complaint, ContactPoint
from obligations.copyright_desk.models.complaints import Capacity
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import contact
from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date
from obligations.queries import notices as people
from obligations.services import notices
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor, ActorKind
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit

FORM = Actor(kind=ActorKind.ANONYMOUS, name="Public complaint form", scopes=frozenset())
CLAIM_LIMIT = 10_000
# More from everybody together in an hour is an attack on the desk: a ceiling behind the limiter.
MOST_AN_HOUR = 200
# Without signs that one takes for another: 0 and O, 1 and I.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class DeskIsFull(NotAllowedNow):
    """More complaints came within the hour than anybody could have meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a complaint must say to be precise and substantiated."""

    name: str
    email: str
    capacity: str
    on_behalf_of: str = ""
    works: str
    seen_where: str
    asked: str


def lodge(*, provider: Provider, claim: Claim, nonce: UUID, now: datetime) -> Complaint:
    """Take in a complaint from the public form; the same form sent twice is one complaint.

    Nothing is mailed to the address given, so the form cannot be used to bother others.
    """
    before = Complaint.objects.filter(nonce=nonce, provider=provider).first()
    if before is not None:
        return before
    designated = contact.latest(provider.pk)
    if designated is None or not designated.takes_complaints_here:
        raise NotAllowedNow("This provider takes no complaints by this form.")
    row = _row(provider, claim, now)
    row.came_by, row.nonce = "form", nonce
    try:
        with audit.change(action="complaint.lodged", about=row, by=FORM, at=now) as event:
            _check_room(provider, nonce, now)
            _save(row, designated, now)
            event.detail = {"number": row.number, "came_by": row.came_by}
    except _Twice as twice:
        return twice.before
    return row


def _check_room(provider: Provider, nonce: UUID, now: datetime) -> None:
    before = Complaint.objects.filter(nonce=nonce, provider=provider).first()
    if before is not None:
        raise _Twice(before)
    recent = Complaint.objects.filter(
        provider=provider, came_by="form", received_at__gt=now - timedelta(hours=1)
    )
    if recent.count() >= MOST_AN_HOUR:
        raise DeskIsFull("Too many complaints came in this hour. Write to the contact point.")


def record(
    *, provider: Provider, claim: Claim, received_on: date, by: Actor, now: datetime
) -> Complaint:
    """Record a complaint that came by mail or otherwise, with the day of its receipt."""
    check_write(by, provider)
    today = brussels_day(now)
    if not today - timedelta(days=3660) <= received_on <= today:
        raise InvalidInput("Give the day on which it came.", field="received_on")
    row = _row(provider, claim, now)
    row.came_by, row.recorded_by_id = "post", by.user_id
    if received_on < today:
        row.received_at = now - timedelta(days=(today - received_on).days)
    with audit.change(action="complaint.recorded", about=row, by=by, at=now) as event:
        _save(row, contact.latest(provider.pk), now)
        event.detail = {"number": row.number, "received_on": received_on}
    return row


class _Twice(Exception):
    """The same form won the race against itself."""

    def __init__(self, before: Complaint) -> None:
        super().__init__()
        self.before = before


def _row(provider: Provider, claim: Claim, now: datetime) -> Complaint:
    problems: list[InvalidInput] = []
    row = Complaint(provider=provider, received_at=now, capacity=claim.capacity)
    is_for_another = claim.capacity != Capacity.RIGHTSHOLDER
    readers: dict[str, Callable[[str], str]] = {
        "name": lambda value: texts.name(value, field="name"),
        "email": _email,
        "on_behalf_of": lambda value: _on_behalf_of(value, is_for_another),
        **{field: partial(_words, field) for field in ("works", "seen_where", "asked")},
    }
    for field, read in readers.items():
        try:
            setattr(row, field, read(getattr(claim, field)))
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))
    if claim.capacity not in Capacity.values:
        told = "Say in which capacity you complain."
        problems.append(InvalidInput(told, field="capacity"))
    if problems:
        raise InvalidInput.of_all(problems)
    return row


def _words(field: str, value: str) -> str:
    words = texts.prose(value, field=field, limit=CLAIM_LIMIT)
    if not words:
        raise InvalidInput("A complaint has to be precise: fill this in.", field=field)
    return words


def _on_behalf_of(value: str, is_needed: bool) -> str:
    if value.strip():
        return texts.name(value, field="on_behalf_of")
    if is_needed:
        raise InvalidInput("Say for whom you complain.", field="on_behalf_of")
    return ""


def _email(value: str) -> str:
    address = texts.name(value, field="email", limit=254)
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput("Give a mail address such as name@example.org.", field="email") from None
    return address


def _save(row: Complaint, designated: ContactPoint | None, now: datetime) -> None:
    rows = Complaint.objects.filter(provider=row.provider)
    row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    row.reference = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
    if designated is not None and designated.target_days:
        row.target_on = brussels_day(row.received_at) + timedelta(days=designated.target_days)
    row.save(force_insert=True)
    day = long_date(brussels_day(row.received_at))
    notices.queue(
        recipients=people.people(row.provider),
        kind="complaint.received",
        key=f"complaint:{row.pk}:received",
        title=f"Complaint {row.number} of a rightsholder",
        text=f"Received on {day}. The Code asks for an answer within a reasonable time.",
        path=f"/complaints/{row.pk}/",
        provider=row.provider,
        now=now,
    )
