"""Give reviewers access to a provider for a period, renew it, end it, and say so before it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import F
from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.law.wording import weekday_date
from obligations.permissions import check_give_access
from obligations.queries.office_access import limited_reviewers
from obligations.services import contents, notices
from obligations.services.counting import counted
from obligations.services.notices import Message
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import Membership, OfficeAccess, Provider, User
from providers.services import audit, revisions

# A period is at most so long, so that somebody asks now and then whether it is still needed.
LONGEST = timedelta(days=366)
# So many days before access ends, its reviewer and whoever gave it are told.
WARNED = (7, 1)
PATH = "/office/access/"


class AccessEnded(Conflict):
    """The access has ended; another one may be given."""


class AccessThere(Conflict):
    """The reviewer has access to this provider in part of the period."""


def give(
    *,
    provider: Provider,
    reviewer: User,
    begins_on: date,
    ends_on: date,
    because: str,
    by: Actor,
    now: datetime,
) -> OfficeAccess:
    """Let a reviewer read what a provider shared from one day until another, both included.

    The event names the reviewer and the days, and a fingerprint of the reason: the trail is the
    provider's to read, the reason is not. Raises NotPermitted, InvalidInput or AccessThere.
    """
    check_give_access(by, provider)
    problems = Problems()
    with problems.gathered():
        _check_reviewer(provider, reviewer)
    with problems.gathered():
        _check_begin(begins_on, now)
    with problems.gathered():
        _check_period(begins_on, ends_on, now)
    with problems.gathered():
        because = contents.reason(because, field="because")
    problems.raise_any()
    access = OfficeAccess(
        provider=provider,
        reviewer=reviewer,
        begins_on=begins_on,
        ends_on=ends_on,
        because=because,
        given_at=now,
        given_by_id=by.user_id,
        given_by_name=by.name,
    )
    detail = {
        "reviewer": str(reviewer),
        "begins_on": begins_on,
        "ends_on": ends_on,
        "because_sha256": sha256(because.encode()).hexdigest(),
    }
    with audit.change(action="office-access.given", about=access, by=by, at=now, detail=detail):
        _check_free(access, ends_on)
        access.save(force_insert=True)
        until = weekday_date(ends_on)
        text = f"You may read what {provider} shared until {until}."
        _tell(access, "given", text=text, now=now)
    return access


def renew(
    *, access: OfficeAccess, ends_on: date, revision: int, by: Actor, now: datetime
) -> OfficeAccess:
    """Give access that has not ended a later last day.

    Raises NotPermitted, InvalidInput, AccessEnded or StaleRevision.
    """
    check_give_access(by, access.provider)
    with audit.change(action="office-access.renewed", about=access, by=by, at=now) as event:
        access.refresh_from_db()
        _check_open(access, now)
        if ends_on <= access.ends_on:
            raise InvalidInput(
                _("Give a later day than {day}; to shorten it, end the access.").format(
                    day=access.ends_on
                ),
                field="ends_on",
            )
        _check_period(max(access.begins_on, brussels_day(now)), ends_on, now)
        event.detail = {
            "reviewer": str(access.reviewer),
            "before": access.ends_on,
            "ends_on": ends_on,
        }
        _check_free(access, ends_on)
        revisions.claim(access, revision=revision, ends_on=ends_on)
        until = weekday_date(ends_on)
        text = f"It now runs until {until}."
        _tell(access, f"renewed:{ends_on}", text=text, now=now)
    return access


def end(*, access: OfficeAccess, because: str, by: Actor, now: datetime) -> OfficeAccess:
    """End access at once, with a reason; the reviewer keeps their own decisions and notes.

    Raises NotPermitted, InvalidInput or AccessEnded.
    """
    check_give_access(by, access.provider)
    told = contents.reason(because, field="because")
    detail = {
        "reviewer": str(access.reviewer),
        "because_sha256": sha256(told.encode()).hexdigest(),
    }
    with audit.change(action="office-access.ended", about=access, by=by, at=now, detail=detail):
        access.refresh_from_db()
        _check_open(access, now)
        mine = OfficeAccess.objects.filter(pk=access.pk, ended_at=None)
        fields = {"ended_at": now, "ended_by_name": by.name, "ended_because": told}
        if not mine.update(revision=F("revision") + 1, **fields):
            raise AccessEnded(_("This access has ended already."))
        access.refresh_from_db()
        _tell(access, "ended", text=f"It was ended before its last day: {told}", now=now)
    return access


def scan(*, now: datetime) -> str:
    """Tell of access that ends within days, once for each of ``WARNED``; say how many were told."""
    today = brussels_day(now)
    rows = OfficeAccess.objects.running_on(today).filter(
        ends_on__lte=today + timedelta(days=max(WARNED))
    )
    rows = rows.select_related("provider", "reviewer")
    told = [one for row in rows for one in _warnings(row, today)]
    count = notices.queue_all(told, now=now)
    return f"{counted(count, 'notice')} about access of reviewers that ends soon."


def _warnings(row: OfficeAccess, today: date) -> Iterator[Message]:
    left = (row.ends_on - today).days
    stage = min(days for days in WARNED if days >= left)
    for person in {row.reviewer_id, row.given_by_id or row.reviewer_id}:
        yield Message(
            recipient_id=person,
            provider_id=None,
            kind="access.ends",
            key=f"access:{row.pk}:{row.ends_on}:{stage}",
            title=f"Access ends on {weekday_date(row.ends_on)}: {row.provider}",
            text=f"{row.reviewer} may read what {row.provider} shared until the end of that day, "
            "in Brussels. Whoever gives access can give it for longer.",
            path=PATH,
        )


def _tell(access: OfficeAccess, what: str, *, text: str, now: datetime) -> None:
    """Tell the reviewer; the notice names no provider's rows, and stays when access has ended."""
    kind = what.partition(":")[0]
    notices.queue(
        recipients=[access.reviewer_id],
        kind=f"access.{kind}",
        key=f"access:{access.pk}:{what}",
        title=f"Access {kind}: {access.provider}",
        text=text,
        path=PATH,
        provider=None,
        now=now,
    )


def _check_reviewer(provider: Provider, reviewer: User) -> None:
    if not limited_reviewers().filter(pk=reviewer.pk).exists():
        message = _("Choose a reviewer who needs access; others read every provider already.")
        raise InvalidInput(message, field="reviewer")
    members = Membership.objects.filter(provider=provider, user=reviewer, ended_at=None)
    if members.exists():
        raise InvalidInput(_("This person is a member of the provider."), field="reviewer")


def _check_begin(begins_on: date, now: datetime) -> None:
    if begins_on < brussels_day(now):
        message = _("The first day is past; access is not given for days gone by.")
        raise InvalidInput(message, field="begins_on")


def _check_period(begins_on: date, ends_on: date, now: datetime) -> None:
    if ends_on < begins_on:
        raise InvalidInput(_("The last day is before the first."), field="ends_on")
    if ends_on < brussels_day(now):
        raise InvalidInput(_("The last day is past."), field="ends_on")
    if ends_on - begins_on >= LONGEST:
        message = _("Access is given for at most {days} days, and may then be renewed.")
        raise InvalidInput(message.format(days=LONGEST.days), field="ends_on")


def _check_free(access: OfficeAccess, ends_on: date) -> None:
    """Refuse a period that runs into another one of the same two; the caller holds the turn."""
    others = OfficeAccess.objects.filter(
        provider=access.provider,
        reviewer=access.reviewer,
        ended_at=None,
        begins_on__lte=ends_on,
        ends_on__gte=access.begins_on,
    )
    there = others.exclude(pk=access.pk).first()
    if there is not None:
        message = _("{reviewer} has access from {begins} until {ends}. Renew or end that one.")
        raise AccessThere(
            message.format(reviewer=access.reviewer, begins=there.begins_on, ends=there.ends_on)
        )


def _check_open(access: OfficeAccess, now: datetime) -> None:
    if access.ended_at is not None:
        raise AccessEnded(_("This access has ended already."))
    if access.ends_on < brussels_day(now):
        raise AccessEnded(_("This access ran out; give a new one."))
