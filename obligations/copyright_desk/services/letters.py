"""Queue letters to complainants where they are caused; send them later, outside transactions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from obligations.copyright_desk.exports import letters as export
from obligations.copyright_desk.models import Complaint, Letter
from obligations.copyright_desk.models.letters import LetterKind
from obligations.delivery import email
from obligations.services.notices import BATCH, CLAIM, FIRST_WAIT, LONGEST_WAIT, TRIES, SendReport

# Whoever types somebody else's address into the public form can bother them this often a day.
MOST_RECEIPTS_A_DAY = 3


def queue(*, complaint: Complaint, kind: LetterKind, about: str = "", now: datetime) -> bool:
    """Queue a letter once; say whether one was queued. Call it inside the transaction it tells of.

    Nobody is written to whose address was erased. Receipts, which a stranger's form causes, are
    limited for each address; the receipt on the page itself is not.
    """
    if not complaint.email:
        return False
    if kind == LetterKind.RECEIVED and _receipts_today(complaint, now) >= MOST_RECEIPTS_A_DAY:
        return False
    _, is_new = Letter.objects.get_or_create(
        key=f"{complaint.pk}:{kind}:{about}",
        defaults={
            "provider": complaint.provider,
            "complaint": complaint,
            "kind": kind,
            "queued_at": now,
            "next_try_at": now,
        },
    )
    return is_new


def send_due(*, now: datetime, limit: int = BATCH) -> SendReport:
    """Claim up to ``limit`` letters and send them; two workers never hold the same one."""
    claimed = _claim(now, limit)
    outcomes = {"sent": 0, "postponed": 0, "given_up": 0}
    connection = get_connection()
    try:
        for letter in claimed:
            outcomes[_deliver(letter, connection, now)] += 1
    finally:
        connection.close()
    return SendReport(claimed=len(claimed), **outcomes)


def _receipts_today(complaint: Complaint, now: datetime) -> int:
    rows = Letter.objects.filter(
        kind=LetterKind.RECEIVED,
        queued_at__gt=now - timedelta(days=1),
        complaint__email__iexact=complaint.email,
    )
    return rows.count()


def _claim(now: datetime, limit: int) -> list[Letter]:
    with transaction.atomic():
        due = Letter.objects.to_send(now).order_by("next_try_at", "pk")
        locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
        found = list(locked.select_related("complaint__provider")[:limit])
        Letter.objects.filter(pk__in=[one.pk for one in found]).update(
            claimed_until=now + CLAIM, attempts=F("attempts") + 1
        )
    for one in found:
        one.attempts += 1
    return found


def _deliver(letter: Letter, connection: BaseEmailBackend, now: datetime) -> str:
    if not letter.complaint.email:
        return _note(letter, "given_up", given_up_at=now, last_error="The address was erased.")
    try:
        email.hand_over(export.compose(letter), connection)
    except email.NotDelivered as error:
        connection.close()
        if letter.attempts >= TRIES:
            return _note(letter, "given_up", given_up_at=now, last_error=str(error))
        wait = min(FIRST_WAIT * 2 ** (letter.attempts - 1), LONGEST_WAIT)
        return _note(letter, "postponed", next_try_at=now + wait, last_error=str(error))
    return _note(letter, "sent", sent_at=now, last_error="")


def _note(letter: Letter, outcome: str, **fields: datetime | str) -> str:
    """Write the outcome, unless another worker has claimed the letter since."""
    mine = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, sent_at=None)
    mine.update(claimed_until=None, **fields)
    return outcome
