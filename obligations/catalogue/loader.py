"""Load the data files into one frozen catalogue, or tell everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from obligations.catalogue import checks, editions, entries, lives, standards, tables
from obligations.catalogue.checks import Placed
from obligations.catalogue.problems import CatalogueErrors, Problem
from obligations.catalogue.records import (
    ClosingDays,
    CodeLife,
    Correction,
    Edition,
    Fine,
    FixedDate,
    Place,
    SignatorySnapshot,
    Source,
    StandardList,
    Statement,
    Term,
)
from obligations.catalogue.shelf import Shelf
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Doubt, Entry

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything the data files say.

    ``editions`` are ordered by instrument and day, ``clocks`` and ``doubts`` by their keys,
    ``signatories``, ``standards`` and ``fixed_dates`` by day.
    """

    editions: tuple[Edition, ...]
    clocks: Mapping[str, Clock]
    doubts: Mapping[str, Doubt]
    fixed_dates: tuple[FixedDate, ...]
    closing_days: tuple[ClosingDays, ...]
    code_life: CodeLife
    signatories: tuple[SignatorySnapshot, ...]
    standards: tuple[StandardList, ...]
    fines: tuple[Fine, ...]
    enforcement: tuple[Statement, ...]
    simplifications: tuple[Statement, ...]
    glossary: tuple[Term, ...]
    corrections: tuple[Correction, ...]
    sources: tuple[Source, ...]

    def editions_on(self, on: date, without: Collection[Place] = ()) -> tuple[Edition, ...]:
        """Return the edition of each instrument that is the text to read on a day.

        ``without`` names editions to look past, such as those held back.
        """
        found: dict[str, Edition] = {}
        for edition in self.editions:
            if edition.in_force_from <= on and edition.place not in without:
                found[edition.instrument] = edition
        return tuple(found.values())

    def as_of(self, on: date, without: Collection[Place] = ()) -> tuple[Entry, ...]:
        """Return the text in force on a day, over all instruments, in the order of the texts."""
        found = self.editions_on(on, without)
        return tuple(entry for edition in found for entry in edition.entries)

    def entry(self, key: str, on: date) -> Entry | None:
        """Return one entry as it reads on a day, or None where no text of that day has it."""
        return next((entry for entry in self.as_of(on) if entry.key == key), None)

    def working_days(self) -> WorkingDays:
        """Return the Commission's working days; years without an official list are provisional."""
        return WorkingDays(
            holidays=frozenset(day for year in self.closing_days for day in year.days),
            official_years=frozenset(year.year for year in self.closing_days if year.official),
        )

    def signatories_on(self, on: date) -> SignatorySnapshot | None:
        """Return the last list of signatories as of a day; show it with its own date."""
        return next((s for s in reversed(self.signatories) if s.as_of <= on), None)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that ships with the product, read once per process."""
    return load(DATA)


def load(path: Path = DATA) -> Catalogue:
    """Read all data files of a folder; raise CatalogueErrors with every mistake in any of them."""
    shelf = Shelf(path)
    composed = editions.read_all(shelf)
    dates = shelf.items("fixed-dates.yaml", "dates", tables.fixed_date)
    fines = shelf.whole("fines.yaml", tables.fines)
    found = Catalogue(
        editions=tuple(each.edition for each in composed),
        clocks=shelf.items("clocks.yaml", "clocks", entries.clock),
        doubts=shelf.items("doubts.yaml", "doubts", entries.doubt, by="id"),
        fixed_dates=tuple(sorted(dates.values(), key=lambda each: (each.day, each.key))),
        closing_days=shelf.each("working-days", tables.closing_days),
        code_life=shelf.whole("code-life.yaml", lives.code_life),
        signatories=shelf.each("signatories", lives.snapshot),
        standards=standards.read_all(shelf),
        fines=fines.ceilings,
        enforcement=fines.enforcement,
        simplifications=tuple(
            shelf.items("smaller-enterprises.yaml", "simplifications", tables.statement).values()
        ),
        glossary=tuple(shelf.items("glossary.yaml", "terms", tables.term).values()),
        corrections=tuple(
            shelf.items("corrections.yaml", "corrections", tables.correction).values()
        ),
        sources=tuple(shelf.items("sources.yaml", "sources", tables.source).values()),
    )
    shelf.problems += _misfits(found, [placed for each in composed for placed in each.placed])
    if shelf.problems:
        raise CatalogueErrors(shelf.problems)
    return found


def _misfits(found: Catalogue, placed: list[Placed]) -> Iterator[Problem]:
    """Check across the files, once each of them has been read."""
    doubts = found.doubts
    yield from checks.entries(placed, found.clocks, doubts)
    yield from checks.clocks(found.clocks.values(), placed, doubts, "clocks.yaml")
    yield from checks.references(found.fixed_dates, placed, doubts, "fixed-dates.yaml")
    yield from checks.references(found.fines, placed, doubts, "fines.yaml")
    yield from checks.references(found.corrections, placed, doubts, "corrections.yaml")
    keys = {each.entry.key for each in placed}
    for listed in found.standards:
        yield from standards.misfits(listed, f"standards/{listed.as_of}.yaml", keys)
