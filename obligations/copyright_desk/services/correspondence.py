"""What is written about a complaint between its arrival and its end, and after."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Complaint, ComplaintEntry
from obligations.copyright_desk.models.complaints import Way
from obligations.copyright_desk.models.letters import LetterKind
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.services import letters
from obligations.copyright_desk.services.complaints import FORM, tell
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput, NotPermitted
from providers.services import audit

LIMIT = 20_000
# A stranger holds the address of one complaint; that opens no more than a conversation.
STRANGERS_LIMIT = 5_000
MOST_OF_STRANGERS = 20


class EnoughWritten(NotAllowedNow):
    """A complainant wrote as often as one conversation can need."""


def log(*, complaint: Complaint, way: str, text: str, by: Actor, now: datetime) -> ComplaintEntry:
    """Add to the correspondence: what came in, what goes out, or a remark among one's own.

    What goes out is shown at the complainant's private address, and a letter says so.
    """
    check_write(by, complaint.provider)
    if by.user_id is None:
        raise NotPermitted(_("Correspondence is kept by people."))
    if way not in Way.values:
        raise InvalidInput(
            _("Write one of: {values}.").format(values=", ".join(Way.values)), field="way"
        )
    row = _row(complaint, way, _words(text, LIMIT), by, now)
    with audit.change(
        action="complaint.logged", about=complaint, by=by, at=now, detail={"way": way}
    ):
        row.save(force_insert=True)
        if way == Way.OUT:
            letters.queue(complaint=complaint, kind=LetterKind.WRITTEN, about=str(row.pk), now=now)
    return row


def write_again(*, complaint: Complaint, text: str, now: datetime) -> ComplaintEntry:
    """Take what a complainant adds at the private address while the complaint is open.

    The state of the complaint counts up, so that nobody decides without having seen it.
    """
    words = _words(text, STRANGERS_LIMIT)
    with audit.change(
        action="complaint.written-again", about=complaint, by=FORM, at=now, detail={"way": Way.IN}
    ):
        complaint.refresh_from_db()
        if not complaint.is_open:
            raise NotAllowedNow(_("This complaint has ended. Send a new one if something is new."))
        before = complaint.entries.filter(way=Way.IN, written_by=None).count()
        if before >= MOST_OF_STRANGERS:
            raise EnoughWritten(_("That is as much as fits here. Write to the contact point."))
        row = _row(complaint, Way.IN, words, FORM, now)
        row.save(force_insert=True)
        Complaint.objects.filter(pk=complaint.pk).update(revision=F("revision") + 1)
        tell(
            complaint,
            key=f"written:{row.pk}",
            title=f"More on complaint {complaint.number}",
            text="The complainant added to it.",
            now=now,
        )
    return row


def _row(complaint: Complaint, way: str, words: str, by: Actor, now: datetime) -> ComplaintEntry:
    return ComplaintEntry(
        provider=complaint.provider,
        complaint=complaint,
        way=way,
        text=words,
        written_at=now,
        written_by_id=by.user_id,
        written_by_name=by.name,
    )


def _words(text: str, limit: int) -> str:
    words = texts.prose(text, field="text", limit=limit)
    if not words:
        raise InvalidInput(_("Write what was said."), field="text")
    return words
