"""Open questions of the law, each with the texts, clocks, days and fines where it arises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Fine, FixedDate
from obligations.law import deadlines
from obligations.law.terms import Clock, Doubt, Entry


@dataclass(frozen=True, slots=True)
class Question:
    """One open question, and all that meets it."""

    doubt: Doubt
    entries: tuple[Entry, ...]
    clocks: tuple[Clock, ...]
    dates: tuple[FixedDate, ...]
    fines: tuple[Fine, ...]


def questions(on: date) -> list[Question]:
    """Give every open question in the order of its number, for the texts of a day."""
    texts, entries = catalogue(), catalogue().as_of(on)
    asked = {clock.key: deadlines.doubts(clock) for clock in texts.clocks.values()}
    return [
        Question(
            doubt=doubt,
            entries=tuple(one for one in entries if doubt.id in one.doubts),
            clocks=tuple(one for one in texts.clocks.values() if doubt.id in asked[one.key]),
            dates=tuple(one for one in texts.fixed_dates if doubt.id in one.doubts),
            fines=tuple(one for one in texts.fines if doubt.id in one.doubts),
        )
        for doubt in sorted(texts.doubts.values(), key=lambda one: int(one.id.removeprefix("A")))
    ]
