"""Keep what was given to the AI Office, byte for byte."""

from __future__ import annotations

from datetime import datetime

from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.safety.exports import documents as export
from obligations.safety.models import Entry
from obligations.safety.queries import lacking
from obligations.safety.queries.lacking import Lack
from obligations.safety.queries.records import Records, entries_of
from obligations.services import renderings
from providers.actors import Actor


def keep(entry: Entry, *, by: Actor, now: datetime) -> None:
    """Make PDF and JSON of the version an entry says was given, and keep both.

    A correction that leaves version and extent alone keeps the files of the entry before.
    """
    version = entry.version
    if version is None:
        raise ValueError("What was given is a version.")
    before = entry.supersedes
    if before and before.version_id == version.pk and _extent(before) == _extent(entry):
        entry.pdf, entry.json = before.pdf, before.json
        return
    is_interim = _extent(entry) == "interim"
    outlined = outline(version.document.kind)
    answers = ["cop-ss-7.7"] if is_interim else list(outlined.answers)
    lacks = _lacks(version, entry, is_interim=is_interim)
    name = f"{'interim-report' if is_interim else outlined.kind}-v{version.number}"
    for suffix, make in (("pdf", export.pdf), ("json", export.as_json)):
        kept = renderings.keep(
            provider=entry.provider,
            ai_model=entry.ai_model,
            subject=outlined.kind,
            subject_id=version.pk,
            recipient=export.OFFICE,
            title=export.title(version, is_interim=is_interim),
            file_name=f"{name}.{suffix}",
            content=make(version, on=entry.on, is_interim=is_interim, lacks=lacks),
            answers=answers,
            by=by,
            now=now,
        )
        setattr(entry, suffix, kept)


def _lacks(version: DocumentVersion, entry: Entry, *, is_interim: bool) -> list[Lack]:
    """Say what is given without: on the day of giving, by register and requests as they are."""
    ai_model = version.document.ai_model
    if ai_model is None:
        return lacking.of_framework(version.content, lacking.identified(version.provider))
    found = Records(entries_of(version.provider, ai_model), None, entry.on)
    lacks = lacking.of_report(version.content, found)
    return [one for one in lacks if not is_interim or one.section in export.INTERIM]


def _extent(entry: Entry) -> str:
    return str(entry.value["extent"])
