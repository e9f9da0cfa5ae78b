"""From a row of a list to a model and the facts the list gives about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from providers import countries, text
from providers.errors import InvalidInput
from providers.kinds import kind
from providers.kinds.clean import clean_field
from providers.model_lists import access
from providers.model_lists.columns import Columns
from providers.model_lists.reading import Row

NOTES_LIMIT = 5_000
_UNKNOWN = frozenset({"unknown", "n/a", "na", "none", "null", "nan", "-", "–", "?"})
_YEAR = re.compile(r"(\d{4})(-\d{2})?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2010, 2100


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: the column as the file calls it, and what is wrong there."""

    column: str
    message: str


@dataclass(frozen=True)
class Published:
    """When a model was published; ``day`` is None where the list knows the year at most."""

    day: date | None = None
    year: int | None = None

    def __str__(self) -> str:
        if self.day is not None:
            return self.day.isoformat()
        return f"{self.year} (day not known)" if self.year else "not known"


@dataclass(frozen=True)
class Candidate:
    """A fact that a list gives: its kind, its value in stored form, and on what it rests."""

    kind: str
    value: Mapping[str, Any]
    note: str = ""


@dataclass
class Entry:
    """One row, read; with problems it is refused."""

    row: int
    name: str = ""
    organisations: tuple[str, ...] = ()
    country: str | None = None
    published: Published = field(default_factory=Published)
    description: str = ""
    base_model_name: str = ""
    compute: str | None = None
    link: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def candidate(self, kind_name: str) -> Candidate | None:
        """Find the fact of one kind."""
        return next((one for one in self.candidates if one.kind == kind_name), None)


class Reader:
    """Reads rows with one understanding of the columns.

    ``market_date_from_publication`` takes the day of publication for the day of placing on the
    Union market; only who imports can say that it was.
    """

    def __init__(
        self, columns: Columns, *, market_date_from_publication: bool, today: date
    ) -> None:
        self.columns = columns
        self.from_publication = market_date_from_publication
        self.today = today

    def read(self, row: Row) -> Entry:
        """Read one row, with every problem it has."""
        entry = Entry(row.number)
        with self._noted(entry, "row"):
            self.columns.check_width(row)
        if entry.problems:
            return entry
        for part in (
            self._identity,
            self._compute,
            self._placement,
            self._capabilities,
            self._openness,
            self._modification,
            self._description,
        ):
            part(row, entry)
        return entry

    @contextmanager
    def _noted(self, entry: Entry, meaning: str) -> Iterator[None]:
        try:
            yield
        except InvalidInput as refusal:
            column = self.columns.named.get(meaning, meaning)
            entry.problems += [Problem(column, one.message) for one in refusal.problems]

    def _cell(self, row: Row, meaning: str) -> str:
        written = self.columns.cell(row, meaning).strip()
        return "" if written.casefold() in _UNKNOWN else written

    def _notes(self, row: Row, entry: Entry, meaning: str, limit: int = NOTES_LIMIT) -> str:
        with self._noted(entry, meaning):
            return text.prose(self._cell(row, meaning), field=meaning, limit=limit)
        return ""

    def _identity(self, row: Row, entry: Entry) -> None:
        with self._noted(entry, "name"):
            entry.name = text.name(self.columns.cell(row, "name"), field="name")
        with self._noted(entry, "organisation"):
            entry.organisations = self._names(row, "organisation")
        with self._noted(entry, "country"):
            entry.country = self._country(row)
        with self._noted(entry, "published"):
            entry.published = _published(self._cell(row, "published"))
        if len(entry.organisations) > 1:
            entry.notes.append(
                _("Several organisations; which of them is the provider is not known.")
            )

    def _names(self, row: Row, meaning: str) -> tuple[str, ...]:
        # A comma within a name ("Example Co., Ltd.") is followed by a space, one between names not.
        written = re.split(r",(?!\s)", self._cell(row, meaning))
        named = [text.name(one, field=meaning) for one in written if one.strip()]
        return tuple(dict.fromkeys(named))

    def _country(self, row: Row) -> str | None:
        # A list with several countries does not say which belongs to whom: then it stays unknown.
        named = {countries.from_name(one) for one in self._names(row, "country")}
        return named.pop() if len(named) == 1 else None

    def _compute(self, row: Row, entry: Entry) -> None:
        entry.compute = self._flop(row, entry, "compute")
        assumptions = self._notes(row, entry, "compute_notes")
        confidence = self._notes(row, entry, "confidence", limit=200)
        if entry.compute is None:
            entry.notes.append(_("Training compute is not known."))
            return
        said = [f"Confidence of the list: {confidence}."] if confidence else []
        if self._cell(row, "base_model"):
            said.append("For a model built on another, the figure may include the other's compute.")
        value = {
            "training_compute_flop": entry.compute,
            "cumulative_compute_flop": None,
            "method": "published",
            "uncertainty_percent": None,
            "assumptions": assumptions or None,
        }
        entry.candidates.append(Candidate("compute", value, " ".join(said)))

    def _flop(self, row: Row, entry: Entry, meaning: str) -> str | None:
        flop = kind("compute").field("training_compute_flop")
        with self._noted(entry, meaning):
            return clean_field(flop, self._cell(row, meaning)) if flop else None
        return None

    def _placement(self, row: Row, entry: Entry) -> None:
        placed = kind("placement").field("union_market_date")
        day: str | None = None
        with self._noted(entry, "market_date"):
            day = clean_field(placed, self._cell(row, "market_date")) if placed else None
        word = self._cell(row, "access").casefold()
        note = ""
        if day is None and self.from_publication:
            day = self._day_of_publication(entry, word)
            note = "The day of publication was taken for the day of placing on the Union market."
        if day is not None:
            value = {
                "union_market_date": day,
                "is_planned": date.fromisoformat(day) > self.today,
                "how": access.ROUTES.get(word),
            }
            entry.candidates.append(Candidate("placement", value, note))

    def _day_of_publication(self, entry: Entry, access_word: str) -> str | None:
        if access_word == access.UNRELEASED:
            entry.notes.append(_("Unreleased: the day of publication is not a day of placing."))
            return None
        if entry.published.day is None:
            told = _("Publication: {published}; the market date stays unknown.")
            entry.notes.append(told.format(published=_said(entry.published)))
            return None
        return entry.published.day.isoformat()

    def _capabilities(self, row: Row, entry: Entry) -> None:
        tasks = self._notes(row, entry, "tasks")
        found = access.modalities(tasks)
        if found:
            value = {"output_modalities": found, "broad_generality": None}
            note = f"Derived from the tasks that the list names: {tasks}."
            entry.candidates.append(Candidate("capabilities", value, note[:NOTES_LIMIT]))

    def _openness(self, row: Row, entry: Entry) -> None:
        word = self._notes(row, entry, "access", limit=200)
        answers = access.openness(word, self._cell(row, "open_weights"))
        remarks = self._notes(row, entry, "access_notes")
        if answers:
            value = {one.name: answers.get(one.name) for one in kind("open-source").fields}
            note = f"Access as the list says: {word or 'not said'}.\n{remarks}".strip()
            entry.candidates.append(Candidate("open-source", value, note[:NOTES_LIMIT]))

    def _modification(self, row: Row, entry: Entry) -> None:
        compute = self._flop(row, entry, "modification_compute")
        note = self._notes(row, entry, "modification_notes")
        with self._noted(entry, "base_model"):
            base = self._cell(row, "base_model")
            entry.base_model_name = text.name(base, field="base_model") if base else ""
        if entry.base_model_name:
            value = {
                "original_model": entry.base_model_name,
                "compute_flop": compute,
                "original_compute_flop": None,
                "original_systemic": None,
                "same_provider": None,
            }
            entry.candidates.append(Candidate("modification", value, note))
        elif compute is not None:
            entry.notes.append(
                _("Compute of a modification is given without a base model; left out.")
            )

    def _description(self, row: Row, entry: Entry) -> None:
        entry.link = self._notes(row, entry, "link", limit=2_000)
        lines = [
            ("Organisation", ", ".join(entry.organisations)),
            ("Published", str(entry.published)),
            ("Parameters", self._notes(row, entry, "parameters", limit=100)),
            ("Reference", self._notes(row, entry, "reference", limit=1_000)),
        ]
        entry.description = "\n".join(f"{label}: {said}" for label, said in lines if said)


def _said(published: Published) -> str:
    """Say when a model was published in the language of whoever imports it."""
    if published.day is None and published.year:
        return _("{year} (day not known)").format(year=published.year)
    return str(published) if published.day else _("not known")


def _published(written: str) -> Published:
    if not written:
        return Published()
    year_alone = _YEAR.fullmatch(written)
    if year_alone and FIRST_YEAR <= int(year_alone[1]) <= LAST_YEAR:
        return Published(year=int(year_alone[1]))
    try:
        day = date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        told = _("Give a date as YYYY-MM-DD, from {first_year} to {last_year}.")
        raise InvalidInput(
            told.format(first_year=FIRST_YEAR, last_year=LAST_YEAR), field="published"
        )
    # Lists write 1 January where they know the year alone.
    if (day.month, day.day) == (1, 1):
        return Published(year=day.year)
    return Published(day=day, year=day.year)
