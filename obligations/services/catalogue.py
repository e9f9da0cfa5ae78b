"""The data files as rows to point at: added edition by edition, and never changed unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import ProtectedError

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Edition as Source
from obligations.law.terms import Entry
from obligations.models import Edition, Obligation
from obligations.services.counting import counted
from providers.actors import TIMETABLE, Actor
from providers.errors import DomainError
from providers.services import audit

IDENTITY = ("edition", "key")


class EditionEdited(DomainError):
    """A data file was edited after its edition was taken over; an amendment is a new edition."""


class EntryInUse(DomainError):
    """A corrected edition dropped an entry that duties point at."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did, by the files of the editions."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    entries: int = 0

    def __str__(self) -> str:
        if not self.added and not self.replaced:
            return f"{counted(len(self.unchanged), 'edition')} in the database already, none new."
        told = [
            f"{counted(len(files), 'edition')} {what}"
            for files, what in (
                (self.added, "added"),
                (self.replaced, "replaced"),
                (self.unchanged, "unchanged"),
            )
            if files
        ]
        return f"{', '.join(told)}; {counted(self.entries, 'entry', 'entries')} written."


def sync(
    *,
    now: datetime,
    by: Actor = TIMETABLE,
    replace: bool = False,
    hold: bool = False,
    sources: Sequence[Source] | None = None,
) -> SyncReport:
    """Take over editions that are not in the database yet; running it again changes nothing.

    ``sources`` are the editions to take over, those of the data files unless given. ``hold`` keeps
    duties on the earlier edition of a text until the new one is applied. Raises
    EditionEdited where a file is not what was taken over, unless ``replace`` says that the
    correction is meant; then EntryInUse where it dropped what duties point at.
    """
    files = catalogue().editions if sources is None else tuple(sources)
    with audit.turn(None):
        known = _known()
        edited = [
            one for one in files if _place(one) in known and known[_place(one)].sha256 != one.sha256
        ]
        if edited and not replace:
            raise EditionEdited(_why_not(edited))
        for source in edited:
            _replace(known[_place(source)], source, by, now)
        added = add_missing(now=now, by=by, sources=files, hold=hold)
        if edited:
            _bound_validity()
    written = [*added, *edited]
    return SyncReport(
        added=tuple(one.file for one in added),
        replaced=tuple(one.file for one in edited),
        unchanged=tuple(one.file for one in files if one not in written),
        entries=sum(len(one.entries) for one in written),
    )


def add_missing(
    *,
    now: datetime,
    by: Actor = TIMETABLE,
    sources: Sequence[Source] | None = None,
    hold: bool = False,
) -> list[Source]:
    """Take over editions of which the database knows nothing, and leave the others as they are."""
    files = catalogue().editions if sources is None else sources
    with audit.turn(None):
        known = _known()
        added = [one for one in files if _place(one) not in known]
        for source in added:
            _add(source, by, now, held=hold and source.based_on is not None)
        if added:
            _bound_validity()
    return added


def _known() -> dict[tuple[str, date], Edition]:
    return {(row.instrument, row.in_force_from): row for row in Edition.objects.all()}


def _place(source: Source) -> tuple[str, date]:
    return source.instrument, source.in_force_from


def _why_not(edited: Iterable[Source]) -> str:
    names = ", ".join(source.file for source in edited)
    return (
        f"These editions were edited after they were taken over: {names}. An amendment is a new "
        "file with its own date. To correct a mistake of ours in place, run "
        '"manage.py sync_catalogue --replace".'
    )


def _add(source: Source, by: Actor, now: datetime, *, held: bool) -> None:
    edition = Edition(instrument=source.instrument, in_force_from=source.in_force_from)
    edition.held_at = now if held else None
    with audit.change(action="edition.added", about=edition, by=by, at=now, provider=None) as event:
        _save(edition, source, now)
        Obligation.objects.bulk_create(_rows(edition, source), batch_size=500)
        event.detail |= {"file": source.file, "sha256": source.sha256, "held": held}


def _replace(edition: Edition, source: Source, by: Actor, now: datetime) -> None:
    change = audit.change(action="edition.replaced", about=edition, by=by, at=now, provider=None)
    with change as event:
        event.detail |= {"file": source.file, "sha256": source.sha256, "before": edition.sha256}
        _save(edition, source, now)
        _drop(edition, source)
        Obligation.objects.bulk_create(
            _rows(edition, source),
            batch_size=500,
            update_conflicts=True,
            unique_fields=IDENTITY,
            update_fields=[
                one.name
                for one in Obligation._meta.concrete_fields
                if one.name not in ("id", *IDENTITY)
            ],
        )


def _save(edition: Edition, source: Source, now: datetime) -> None:
    edition.title = source.title
    edition.cite = source.cite
    edition.source_url = source.source_url
    edition.note = source.note
    edition.file = source.file
    edition.sha256 = source.sha256
    edition.synced_at = now
    edition.save()


def _drop(edition: Edition, source: Source) -> None:
    gone = edition.obligations.exclude(key__in=[entry.key for entry in source.entries])
    try:
        gone.delete()
    except ProtectedError as error:
        keys = ", ".join(sorted(gone.values_list("key", flat=True)))
        raise EntryInUse(
            f"Duties point at entries that {source.file} no longer has; put them back: {keys}."
        ) from error


def _rows(edition: Edition, source: Source) -> list[Obligation]:
    return [_row(edition, entry) for entry in source.entries]


def _row(edition: Edition, entry: Entry) -> Obligation:
    return Obligation(
        edition=edition,
        key=entry.key,
        kind=entry.kind.value,
        instrument=entry.instrument,
        chapter=entry.chapter or "",
        parent=entry.parent or "",
        position=entry.position,
        title=entry.title,
        summary=entry.summary,
        cite=entry.cite,
        source_url=entry.source_url,
        audience=list(entry.audience),
        bearer=entry.bearer.value,
        subject=entry.subject.value,
        rule=entry.rule or "",
        applies_from=entry.applies_from,
        enforceable_from=entry.enforceable_from,
        measures=list(entry.measures),
        confidence=entry.confidence.value,
        body=_body(entry),
        valid_from=edition.in_force_from,
    )


def _body(entry: Entry) -> dict[str, Any]:
    """Copy the whole entry; dates and tuples become JSON's own in the column."""
    body = {one.name: getattr(entry, one.name) for one in fields(entry)}
    body["rule_args"] = dict(entry.rule_args)
    body["retention"] = asdict(entry.retention) if entry.retention else None
    return body


def _bound_validity() -> None:
    """End the text of each edition on the day before the next one of its instrument begins."""
    editions = list(Edition.objects.order_by("instrument", "in_force_from"))
    Obligation.objects.exclude(valid_until=None).update(valid_until=None)
    for earlier, later in pairwise(editions):
        if earlier.instrument == later.instrument:
            until = later.in_force_from - timedelta(days=1)
            earlier.obligations.update(valid_until=until)
