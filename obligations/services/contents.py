"""What a version of evidence holds: a file, a link or a statement, checked before recording."""

from __future__ import annotations

import hashlib
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import puremagic
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from obligations.models.evidence import EvidenceKind
from obligations.models.redactions import Redaction
from obligations.services import redactions as redacted
from obligations.storage import IncomingFile
from providers import text
from providers.errors import DomainError, InvalidInput

TITLE_LIMIT = 300
FILE_NAME_LIMIT = 255
URL_LIMIT = 2_000
STATEMENT_LIMIT = 20_000
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
UNKNOWN_TYPE = "application/octet-stream"

_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class Content:
    """One content; SHA-256 and size are those of the bytes, or of the text in UTF-8."""

    kind: EvidenceKind
    sha256: str
    size: int
    file_name: str = ""
    media_type: str = ""
    url: str = ""
    statement: str = ""
    incoming: IncomingFile | None = None


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What is said about a version: the period it covers, each end included, and a note.

    ``redactions`` are what was removed from it; none where none is stated.
    """

    covers_from: date | None
    covers_to: date | None
    note: str
    redactions: tuple[Redaction, ...]


def of_one(
    *, upload: IncomingFile | None = None, url: str | None = None, statement: str | None = None
) -> Content:
    """Take exactly one of a file, a link and a statement; raise InvalidInput otherwise."""
    given = [one for one in (upload, url, statement) if one]
    if len(given) != 1:
        raise InvalidInput(_("Give exactly one of: a file, a link, a statement."), field="file")
    if upload:
        with named(upload):
            return of_upload(upload)
    return of_url(url) if url else of_statement(statement or "")


def of_upload(upload: IncomingFile) -> Content:
    """Take a file that has arrived; raise what was wrong with it."""
    if upload.refusal is not None:
        raise upload.refusal
    if not upload.size:
        raise InvalidInput(_("This file is empty: it has no bytes."), field="file")
    return Content(
        kind=EvidenceKind.FILE,
        sha256=upload.sha256,
        size=upload.size,
        file_name=file_name(upload.name),
        media_type=_media_type(upload),
        incoming=upload,
    )


def of_uploads(uploads: Sequence[IncomingFile], field: str = "file") -> list[Content]:
    """Take several files that have arrived; raise what is wrong with the first bad one.

    The refusal keeps its class and names ``field`` and the file at fault.
    """
    found = []
    for upload in uploads:
        with named(upload, field=field):
            found.append(of_upload(upload))
    return found


@contextmanager
def named(upload: IncomingFile, *, field: str = "file") -> Iterator[None]:
    """Let a refusal within say which file it is about.

    What is not the file's fault, such as a full disk, is said without its name.
    """
    try:
        yield
    except DomainError as refusal:
        message = refusal.message
        if isinstance(refusal, InvalidInput):
            message = f"“{str(upload.name)[:80]}”: {message}"
        raise type(refusal)(message, field=field) from refusal


def of_url(url: str) -> Content:
    """Take a web address; what stands there is not fetched, and may change."""
    address = text.name(url, field="url", limit=URL_LIMIT)
    try:
        _is_web_address(address)
        parts = urlsplit(address)
        int(parts.port or 0)  # A port that is none raises here.
    except (ValidationError, ValueError):
        raise InvalidInput(
            _("Give a web address that begins with https:// or http://."), field="url"
        ) from None
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(
            _("This address holds a user name or password. Give it without them."), field="url"
        )
    return _of_text(EvidenceKind.LINK, address, url=address)


def of_statement(statement: str) -> Content:
    """Take a written statement."""
    words = text.prose(statement, field="statement", limit=STATEMENT_LIMIT)
    if not words:
        raise InvalidInput(_("Write the statement."), field="statement")
    return _of_text(EvidenceKind.STATEMENT, words, statement=words)


def file_name(name: object) -> str:
    """Take the name of a file as it came; refuse one that names a folder or hides a character."""
    if isinstance(name, str) and ("/" in name or "\\" in name or name.strip() in {".", ".."}):
        raise InvalidInput(
            _("A file's name has no folders in it: remove “/” and “\\” from the name."),
            field="file",
        )
    return text.name(name, field="file", limit=FILE_NAME_LIMIT)


def title(value: str, content: Content) -> str:
    """Take a title; a file without one is called by its name."""
    return text.name(value or content.file_name, field="title", limit=TITLE_LIMIT)


def particulars(
    *,
    covers_from: date | None,
    covers_to: date | None,
    note: str,
    redactions: Sequence[Redaction] = (),
) -> Particulars:
    """Check the period, the note and the redactions; InvalidInput names every field at fault."""
    problems = []
    for field, day in (("covers_from", covers_from), ("covers_to", covers_to)):
        if isinstance(day, datetime) or not isinstance(day, date | None):
            problems.append(InvalidInput(_("Give a date without a time."), field=field))
        elif day is not None and not EARLIEST <= day <= LATEST:
            message = _("Give a date from {first} to {last}.").format(first=EARLIEST, last=LATEST)
            problems.append(InvalidInput(message, field=field))
    if not problems and covers_from and covers_to and covers_to < covers_from:
        message = _("The period covered ends before it begins.")
        problems.append(InvalidInput(message, field="covers_to"))
    try:
        note = text.prose(note, field="note")
    except InvalidInput as problem:
        problems.append(problem)
    try:
        redactions = redacted.checked(redactions)
    except InvalidInput as problem:
        problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    return Particulars(
        covers_from=covers_from, covers_to=covers_to, note=note, redactions=tuple(redactions)
    )


def reason(value: str, *, field: str) -> str:
    """Take a reason, which cannot be empty."""
    words = text.prose(value, field=field)
    if not words:
        raise InvalidInput(_("Give the reason."), field=field)
    return words


def _of_text(kind: EvidenceKind, words: str, *, url: str = "", statement: str = "") -> Content:
    encoded = words.encode()
    digest = hashlib.sha256(encoded).hexdigest()
    return Content(kind=kind, sha256=digest, size=len(encoded), url=url, statement=statement)


def _media_type(upload: IncomingFile) -> str:
    """Recognise a file by its first and last bytes; what its sender says is not believed."""
    upload.seek(0)
    try:
        found = puremagic.from_stream(upload.file, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if not found:
        upload.seek(0)
        found = _text_type(upload.read(4096))
    upload.let_go()
    return found[:120]


def _text_type(head: bytes) -> str:
    try:
        # Incremental, because the cut may fall inside a character.
        decoded = getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return UNKNOWN_TYPE
    is_text = all(one.isprintable() or one.isspace() for one in decoded)
    return "text/plain" if is_text else UNKNOWN_TYPE
