"""Which texts of the product are kept or computed in English and translated when they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cop_tracker.phrases import data, modules
from cop_tracker.phrases.evaluation import ROOT
from obligations.catalogue.records import AUDIENCES
from obligations.law.facts import MODALITIES
from obligations.law.incidents import Stage
from obligations.law.terms import Bearer
from obligations.phrasebook import book, citations

# Modules of which everything that reads like words for people is shown to people.
WHOLE = (
    "obligations/law",
    "obligations/catalogue/records.py",
    "obligations/queries/routes.py",
    "obligations/services/announcements.py",
    "obligations/services/differences.py",
    "obligations/services/digests.py",
    "obligations/services/reminders.py",
    "obligations/services/freshness.py",
    "obligations/services/keeping.py",
    "obligations/services/rulings.py",
    "obligations/services/targets.py",
    "obligations/documents/answers.py",
    "obligations/documents/controls.py",
    "obligations/documents/queries",
    "obligations/incidents/queries",
    "obligations/packages/queries",
    "obligations/requests/queries",
    "obligations/routes/queries",
    "obligations/safety/kinds",
    "obligations/safety/queries",
    "obligations/summaries/queries",
    "obligations/systemic_risk/queries",
    "obligations/systemic_risk/services/decisions.py",
    "obligations/editions/services/announcements.py",
    "obligations/incidents/services/announcements.py",
    "obligations/routes/services/announcements.py",
    "obligations/safety/services/announcements.py",
    "obligations/systemic_risk/services/announcements.py",
    "obligations/webhooks/services/health.py",
)
# Of these, what is given as the words of a notice, as a reason or as what went wrong, and no more.
PARTLY = (
    "obligations/copyright_desk/services",
    "obligations/dossiers/queries/position.py",
    "obligations/dossiers/services/exports.py",
    "obligations/editions/services/previews.py",
    "obligations/incidents/services/classes.py",
    "obligations/incidents/services/resolutions.py",
    "obligations/incidents/services/submissions.py",
    "obligations/incidents/services/sweep.py",
    "obligations/packages/exports/archive.py",
    "obligations/packages/services/sealing.py",
    "obligations/packages/services/sending.py",
    "obligations/requests/services/asking.py",
    "obligations/systemic_risk/services/sending.py",
    "obligations/webhooks/services/outbox.py",
    "obligations/services/care.py",
    "obligations/services/files.py",
    "obligations/services/office_access.py",
    "obligations/services/remarks.py",
    "obligations/services/trail.py",
    "obligations/webhooks/delivery/post.py",
    "obligations/views/ways_back.py",
)
# Marked for forms and pages where they stand, and stored in English by services.
MARKED = (
    "obligations/incidents/words.py",
    "obligations/requests/models/requests.py",
    "obligations/storage.py",
    "obligations/webhooks/delivery/addresses.py",
)
KEYWORDS = frozenset({"title", "text", "because", "error", "lines", "message"})
# Said to those who edit the catalogue or write rules, or no words at all.
_SILENT = ("countries.py", "registry.py", "robots.py", "terms.py", "milestones.py")


@cache
def gathered() -> tuple[tuple[str, str], ...]:
    """Give each text or template once for each file it comes from, as (file, text)."""
    return tuple(dict.fromkeys(_gathered()))


def _gathered() -> Iterator[tuple[str, str]]:
    for path in modules.spoken(WHOLE):
        if path.name not in _SILENT:
            for text in modules.said(path):
                yield path.relative_to(ROOT).as_posix(), text
    for path in modules.spoken(PARTLY):
        for text in modules.said(path, KEYWORDS):
            yield path.relative_to(ROOT).as_posix(), text
    for path in data.files():
        for text in data.texts(path):
            yield path.relative_to(ROOT).as_posix(), text
    for text in (*book.LISTS, *book.LENGTHS, *book.MATTERS):
        yield "obligations/phrasebook/book.py", text
    for text in citations.PARTS:
        yield "obligations/phrasebook/citations.py", text
    for file, texts in (("facts", sorted(MODALITIES)), ("incidents", Stage), ("terms", Bearer)):
        for text in texts:
            yield f"obligations/law/{file}.py", str(text)
    for text in AUDIENCES.values():
        yield "obligations/catalogue/records.py", text


def is_source(file: str) -> bool:
    """Say whether texts of a file, named from the root, belong into the phrasebook."""
    named = (*WHOLE, *PARTLY, *MARKED, "obligations/phrasebook", "obligations/catalogue/")
    return file.endswith(".yaml") or file.startswith(named)
