"""Notices: queued once, in the transaction that causes them; mails: made of them and sent later."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from obligations.delivery import email
from obligations.models import Mail, Notice
from obligations.queries import notices as queries
from obligations.services import channels
from obligations.services.counting import counted
from obligations.signals import notices_queued
from providers.models import Provider, User

log = logging.getLogger(__name__)

# A claim must outlast a batch in which every mail waits for the post's time-out, or a second
# worker would send what the first is still sending.
BATCH = 25
CLAIM = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
TRIES = 10
NOTICES_PER_MAIL = 50
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one person is told; ``key`` makes telling it twice the same as telling it once.

    Nobody can switch the mail of what ``is_always_mailed`` off, or have it wait.
    """

    recipient_id: UUID
    provider_id: UUID | None
    kind: str
    key: str
    title: str
    text: str
    path: str
    is_always_mailed: bool = False


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one run did; a mail it claimed and did not come to is in none of the other counts."""

    claimed: int = 0
    sent: int = 0
    postponed: int = 0
    given_up: int = 0

    def __add__(self, other: SendReport) -> SendReport:
        return SendReport(
            self.claimed + other.claimed,
            self.sent + other.sent,
            self.postponed + other.postponed,
            self.given_up + other.given_up,
        )

    def __str__(self) -> str:
        return (
            f"{counted(self.claimed, 'mail')} due: {self.sent} sent, "
            f"{self.postponed} to be tried again, {self.given_up} given up."
        )


def queue(
    *,
    recipients: Iterable[User | UUID],
    kind: str,
    key: str,
    title: str,
    text: str,
    path: str,
    provider: Provider | None,
    now: datetime,
    is_always_mailed: bool = False,
) -> int:
    """Tell each of the recipients once; return how many had not been told before.

    Call it inside the transaction of what it tells, so that both stand or fall together.
    """
    provider_id = provider.pk if provider else None
    people = {person.pk if isinstance(person, User) else person for person in recipients}
    messages = [
        Message(
            recipient_id=person,
            provider_id=provider_id,
            kind=kind,
            key=key,
            title=title,
            text=text,
            path=path,
            is_always_mailed=is_always_mailed,
        )
        for person in people
    ]
    return queue_all(messages, now=now)


def queue_all(messages: Iterable[Message], *, now: datetime) -> int:
    """Queue many messages in two statements; return how many were new.

    What was told already is told nowhere else again, however long other rooms remember it.
    """
    # One order for everybody: two workers that queue the same keys would else wait in a circle.
    ordered = sorted(messages, key=lambda message: (message.recipient_id, message.key))
    rows = [
        Notice(
            recipient_id=message.recipient_id,
            provider_id=message.provider_id,
            kind=message.kind,
            key=message.key,
            title=_short(message.title),
            text=message.text,
            path=message.path,
            is_always_mailed=message.is_always_mailed,
            queued_at=now,
        )
        for message in ordered
    ]
    if not rows:
        return 0
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    added = Notice.objects.filter(pk__in=[row.pk for row in rows])
    told = set(added.values_list("recipient_id", "key"))
    new = [one for one in ordered if (one.recipient_id, one.key) in told]
    if new:
        notices_queued.send(sender=Notice, messages=new, now=now)
    return len(told)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def send_due(*, now: datetime, limit: int = BATCH) -> SendReport:
    """Put waiting notices into mails, claim up to ``limit`` mails, and send them.

    Nothing is sent inside a transaction. Two workers never hold the same mail at once.
    """
    gather(now=now)
    mails = _claim(now, limit)
    if not mails:
        return SendReport()
    lines = _lines(mails)
    readable = queries.still_readable(mail.pk for mail in mails)
    outcomes = {"sent": 0, "postponed": 0, "given_up": 0}
    connection = get_connection()
    begun = monotonic()
    try:
        for mail in mails:
            # What a slow post leaves of the batch is sent once the claim has run out.
            if monotonic() - begun > CLAIM.total_seconds() / 2:
                break
            outcomes[_deliver(mail, lines[mail.pk], mail.pk in readable, connection, now)] += 1
    finally:
        connection.close()
    return SendReport(claimed=len(mails), **outcomes)


def gather(*, now: datetime, limit: int = 2000) -> int:
    """Make mails of notices that are in none yet, one per person and provider; return how many.

    What a person wants once a day waits; what they want in the inbox alone is mailed never.
    """
    with transaction.atomic():
        waiting = Notice.objects.to_mail(now).order_by("queued_at", "pk")
        claimed = list(waiting.select_for_update(skip_locked=True, no_key=True)[:limit])
        leaving = channels.leaving(claimed, now=now)
        mails = [_mail(notices, now) for notices in _batches(leaving)]
        Mail.objects.bulk_create(mails)
        fields = ["mail", "is_mailed", "mailed_from"]
        Notice.objects.bulk_update(claimed, fields, batch_size=500)
    return len(mails)


def _batches(notices: Sequence[Notice]) -> list[list[Notice]]:
    together: dict[tuple[UUID, UUID | None], list[Notice]] = defaultdict(list)
    for notice in notices:
        together[notice.recipient_id, notice.provider_id].append(notice)
    size = NOTICES_PER_MAIL
    return [
        group[start : start + size]
        for group in together.values()
        for start in range(0, len(group), size)
    ]


def _mail(notices: list[Notice], now: datetime) -> Mail:
    """Make one mail of notices; its id follows from theirs, so that a copy is known as one."""
    first = notices[0]
    names = [str(first.recipient_id), *sorted(notice.key for notice in notices)]
    mail = Mail(
        provider_id=first.provider_id,
        recipient_id=first.recipient_id,
        message_id=hashlib.sha256("\n".join(names).encode()).hexdigest()[:40],
        made_at=now,
        next_try_at=now,
    )
    for notice in notices:
        notice.mail = mail
    return mail


def _claim(now: datetime, limit: int) -> list[Mail]:
    with transaction.atomic():
        due = Mail.objects.to_send(now).order_by("next_try_at", "pk")
        locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
        mails = list(locked.select_related("recipient", "provider")[:limit])
        for mail in mails:
            mail.claimed_until = now + CLAIM
            mail.attempts += 1
        Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
            claimed_until=now + CLAIM, attempts=F("attempts") + 1
        )
    return mails


def _lines(mails: Sequence[Mail]) -> dict[UUID, list[Notice]]:
    lines: dict[UUID, list[Notice]] = {mail.pk: [] for mail in mails}
    notices = Notice.objects.filter(mail__in=lines)
    for notice in notices.order_by("queued_at", "key", "pk"):
        lines[notice.mail_id].append(notice)
    return lines


def _deliver(
    mail: Mail,
    notices: Sequence[Notice],
    is_readable: bool,
    connection: BaseEmailBackend,
    now: datetime,
) -> str:
    if not is_readable:
        return _give_up(mail, "The person may no longer read about this provider.", now)
    if mail.attempts > TRIES:
        return _give_up(mail, "Every worker that tried to send it died.", now)
    try:
        email.send(mail, notices, connection)
    except email.NotDelivered as error:
        # A connection that broke once is not used again.
        connection.close()
        if mail.attempts >= TRIES:
            return _give_up(mail, str(error), now)
        return _postpone(mail, str(error), now)
    return _note(mail, "sent", sent_at=now, last_error="")


def _postpone(mail: Mail, error: str, now: datetime) -> str:
    wait = min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    log.warning("A mail could not be sent and will be tried again: %s", error)
    return _note(mail, "postponed", next_try_at=now + wait, last_error=error)


def _give_up(mail: Mail, error: str, now: datetime) -> str:
    log.error("A mail was given up: %s", error)
    return _note(mail, "given_up", given_up_at=now, last_error=error)


def _note(mail: Mail, outcome: str, **fields: datetime | str) -> str:
    """Write the outcome, unless another worker has claimed the mail since."""
    mine = Mail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None, given_up_at=None)
    mine.update(claimed_until=None, **fields)
    return outcome
