"""Record a version of the copyright policy; earlier ones stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Max
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import PolicyDraft, PolicyVersion
from obligations.copyright_desk.permissions import check_write
from obligations.law import copyright_policy as law
from obligations.law.deadlines import brussels_day
from obligations.models.evidence import EvidenceKind
from obligations.services import contents, stored_files
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit

TEXT_LIMIT = 200_000
PROSE_LIMIT = 20_000
FILE_LIMIT = 50 * 1024**2
EARLIEST = date(2020, 1, 1)
LONGEST_AHEAD = 366
MOST_FUNCTIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a version of the policy says, as words or as a file, and of itself.

    ``covers`` names the part that answers each measure; what is left out is shown as missing.
    ``responsible`` are functions. ``ai_models`` are the models it says it covers.
    """

    text: str = ""
    upload: IncomingFile | None = None
    covers: Mapping[str, str]
    responsible: Sequence[str]
    ai_models: Sequence[AIModel] = ()
    in_force_from: date
    approved_by: str
    approved_on: date
    changes: str
    summary: str = ""


def record(
    *, provider: Provider, wording: Wording, after: int, by: Actor, now: datetime
) -> PolicyVersion:
    """Add a version of the one policy of a provider (Measure 1.1(1)), and end its draft.

    ``after`` is the number of the version its author saw last, 0 where there was none. Raises
    InvalidInput naming every field at fault, NotAllowedNow where another version came meanwhile.
    """
    check_write(by, provider)
    read = _read(provider, wording, by, now)
    found, content = read.row, read.content
    with audit.change(action="copyright-policy.recorded", about=found, by=by, at=now) as event:
        rows = PolicyVersion.objects.filter(provider=provider)
        found.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        if found.number != after + 1:
            raise NotAllowedNow(
                _(
                    "Version {number} was recorded after you began. "
                    "Look at it, then record yours again."
                ).format(number=found.number - 1)
            )
        if content.incoming is not None:
            found.stored_file = stored_files.store(provider=provider, content=content, now=now)
        found.save(force_insert=True)
        PolicyDraft.objects.filter(provider=provider).delete()
        event.detail = {
            "number": found.number,
            "sha256": found.sha256,
            "in_force_from": found.in_force_from,
            "missing": [one.key for one in law.missing(found.covers)],
        }
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    row: PolicyVersion
    content: contents.Content


def _read(provider: Provider, given: Wording, by: Actor, now: datetime) -> _Read:
    problems: list[InvalidInput] = []
    row = PolicyVersion(
        provider=provider,
        covers=_covers(given.covers, problems),
        responsible=_functions(given.responsible, problems),
        ai_models=_models(provider, given.ai_models, problems),
        in_force_from=given.in_force_from,
        approved_on=given.approved_on,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    _words(row, given, problems)
    _check_days(given.in_force_from, given.approved_on, brussels_day(now), problems)
    content = _content(given.text, given.upload, problems)
    if problems or content is None:
        raise InvalidInput.of_all(problems)
    row.text, row.sha256, row.size = content.statement, content.sha256, content.size
    row.file_name, row.media_type = content.file_name, content.media_type
    return _Read(row, content)


def _models(
    provider: Provider, given: Sequence[AIModel], problems: list[InvalidInput]
) -> list[dict[str, str]]:
    if any(one.provider_id != provider.pk for one in given):
        problems.append(InvalidInput(_("Name models of this provider."), field="ai_models"))
    return [{"id": str(one.pk), "name": one.name} for one in given]


def _content(
    text: str, upload: IncomingFile | None, problems: list[InvalidInput]
) -> contents.Content | None:
    try:
        words = texts.prose(text, field="text", limit=TEXT_LIMIT)
        if bool(words) == bool(upload):
            raise InvalidInput(_("Give either the words of the policy or its file."), field="text")
        if upload is None:
            return _of_words(words)
        if upload.size and upload.size > FILE_LIMIT:
            raise InvalidInput(_("A policy's file has at most 50 MB."), field="file")
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
            told = _("“{key}” is no measure of the Copyright chapter.").format(key=str(key)[:40])
            problems.append(InvalidInput(told, field="covers"))
            continue
        try:
            words = texts.prose(part, field="covers", limit=300)
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=key))
            continue
        if words:
            found[key] = words
    return found


def _functions(given: Sequence[str], problems: list[InvalidInput]) -> list[str]:
    try:
        found = [texts.name(one, field="responsible", limit=300) for one in given]
        if not 1 <= len(found) <= MOST_FUNCTIONS:
            told = _("Name 1 to {most_functions} functions that carry the policy out.").format(
                most_functions=MOST_FUNCTIONS
            )
            raise InvalidInput(told, field="responsible")
    except InvalidInput as problem:
        problems.append(problem)
        return []
    return found


def _words(row: PolicyVersion, given: Wording, problems: list[InvalidInput]) -> None:
    readers: dict[str, Callable[[], str]] = {
        "approved_by": lambda: texts.name(given.approved_by, field="approved_by"),
        "changes": lambda: _changes(given.changes),
        "summary": lambda: texts.prose(given.summary, field="summary", limit=PROSE_LIMIT),
    }
    for field, read in readers.items():
        try:
            setattr(row, field, read())
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))


def _changes(value: str) -> str:
    words = texts.prose(value, field="changes", limit=PROSE_LIMIT)
    if not words:
        raise InvalidInput(_("Say what changed; of a first version, that it is one."))
    return words


def _check_days(
    in_force_from: date, approved_on: date, today: date, problems: list[InvalidInput]
) -> None:
    if not EARLIEST <= approved_on <= today:
        told = _("Give the day on which it was approved; it cannot lie ahead.")
        problems.append(InvalidInput(told, field="approved_on"))
    if in_force_from < EARLIEST or (in_force_from - today).days > LONGEST_AHEAD:
        told = _("Give a day from {earliest} to a year from now.").format(earliest=EARLIEST)
        problems.append(InvalidInput(told, field="in_force_from"))
