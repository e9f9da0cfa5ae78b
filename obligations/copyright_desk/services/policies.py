"""Record a version of the copyright policy; earlier ones stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Max

from obligations.copyright_desk.models import PolicyVersion
from obligations.copyright_desk.permissions import check_write
from obligations.law import copyright_policy as law
from obligations.law.deadlines import brussels_day
from obligations.models.evidence import EvidenceKind
from obligations.services import contents, stored_files
from obligations.storage import IncomingFile
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit

TEXT_LIMIT = 200_000
FILE_LIMIT = 50 * 1024**2
EARLIEST = date(2020, 1, 1)
LONGEST_AHEAD = 366
MOST_FUNCTIONS = 50


def record(
    *,
    provider: Provider,
    text: str = "",
    upload: IncomingFile | None = None,
    covers: Mapping[str, str],
    responsible: Sequence[str],
    in_force_from: date,
    approved_by: str,
    approved_on: date,
    changes: str,
    summary: str = "",
    by: Actor,
    now: datetime,
) -> PolicyVersion:
    """Add a version of the one policy of a provider, as words or as a file (Measure 1.1(1)).

    ``covers`` names the part that answers each measure; what is left out is shown as missing.
    ``responsible`` are functions. Raises InvalidInput naming every field at fault.
    """
    check_write(by, provider)
    problems: list[InvalidInput] = []
    row = PolicyVersion(
        provider=provider,
        covers=_covers(covers, problems),
        responsible=_functions(responsible, problems),
        in_force_from=in_force_from,
        approved_on=approved_on,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    _words(row, problems, approved_by=approved_by, changes=changes, summary=summary)
    _check_days(in_force_from, approved_on, brussels_day(now), problems)
    content = _content(text, upload, problems)
    if problems or content is None:
        raise InvalidInput.of_all(problems)
    row.text, row.sha256, row.size = content.statement, content.sha256, content.size
    row.file_name, row.media_type = content.file_name, content.media_type
    with audit.change(action="copyright-policy.recorded", about=row, by=by, at=now) as event:
        rows = PolicyVersion.objects.filter(provider=provider)
        row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        if content.incoming is not None:
            row.stored_file = stored_files.store(provider=provider, content=content, now=now)
        row.save(force_insert=True)
        event.detail = {
            "number": row.number,
            "sha256": row.sha256,
            "in_force_from": in_force_from,
            "missing": [one.key for one in law.missing(row.covers)],
        }
    return row


def _content(
    text: str, upload: IncomingFile | None, problems: list[InvalidInput]
) -> contents.Content | None:
    try:
        words = texts.prose(text, field="text", limit=TEXT_LIMIT)
        if bool(words) == bool(upload):
            raise InvalidInput("Give either the words of the policy or its file.", field="text")
        if upload is None:
            return _of_words(words)
        if upload.size and upload.size > FILE_LIMIT:
            raise InvalidInput("A policy's file has at most 50 MB.", field="file")
        return contents.of_upload(upload)
    except InvalidInput as problem:
        problems.append(problem)
        return None


def _of_words(words: str) -> contents.Content:
    """Take the words of a policy, which may be longer than a statement of evidence."""
    encoded = words.encode()
    return contents.Content(
        kind=EvidenceKind.STATEMENT,
        sha256=sha256(encoded).hexdigest(),
        size=len(encoded),
        statement=words,
    )


def _covers(given: Mapping[str, str], problems: list[InvalidInput]) -> dict[str, str]:
    found = {}
    for key, part in given.items():
        if key not in law.KEYS:
            told = f"“{str(key)[:40]}” is no measure of the Copyright chapter."
            problems.append(InvalidInput(told, field="covers"))
            continue
        try:
            words = texts.prose(part, field="covers", limit=300)
        except InvalidInput as problem:
            problems.append(problem)
            continue
        if words:
            found[key] = words
    return found


def _functions(given: Sequence[str], problems: list[InvalidInput]) -> list[str]:
    try:
        found = [texts.name(one, field="responsible", limit=300) for one in given]
        if not 1 <= len(found) <= MOST_FUNCTIONS:
            told = f"Name 1 to {MOST_FUNCTIONS} functions that carry the policy out."
            raise InvalidInput(told, field="responsible")
    except InvalidInput as problem:
        problems.append(problem)
        return []
    return found


def _words(
    row: PolicyVersion,
    problems: list[InvalidInput],
    *,
    approved_by: str,
    changes: str,
    summary: str,
) -> None:
    try:
        row.approved_by = texts.name(approved_by, field="approved_by")
    except InvalidInput as problem:
        problems.append(problem)
    for field, value, is_needed in (("changes", changes, True), ("summary", summary, False)):
        try:
            words = texts.prose(value, field=field, limit=20_000)
            if is_needed and not words:
                raise InvalidInput(
                    "Say what changed; of a first version, that it is one.", field=field
                )
            setattr(row, field, words)
        except InvalidInput as problem:
            problems.append(problem)


def _check_days(
    in_force_from: date, approved_on: date, today: date, problems: list[InvalidInput]
) -> None:
    if not EARLIEST <= approved_on <= today:
        told = "Give the day on which it was approved; it cannot lie ahead."
        problems.append(InvalidInput(told, field="approved_on"))
    if in_force_from < EARLIEST or (in_force_from - today).days > LONGEST_AHEAD:
        told = f"Give a day from {EARLIEST} to a year from now."
        problems.append(InvalidInput(told, field="in_force_from"))
