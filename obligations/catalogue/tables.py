"""From the fields of a data file to dates, closing days, fines, terms, corrections and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.catalogue import shelf
from obligations.catalogue.entries import LONGEST_LINE, LONGEST_URL
from obligations.catalogue.reading import Fields
from obligations.catalogue.records import (
    About,
    ClosingDays,
    Correction,
    Fine,
    FixedDate,
    SeenIn,
    Source,
    Statement,
    Term,
)
from obligations.law.terms import Confidence


def fixed_date(fields: Fields) -> FixedDate:
    found = FixedDate(
        key=fields.text("key", required=True),
        day=fields.day("day", required=True) or date.min,
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        about=fields.choice("about", About),
        entries=fields.texts("entries"),
        note=fields.text("note"),
        doubts=fields.texts("doubts"),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found


def closing_days(fields: Fields) -> ClosingDays:
    """Read the Commission's list of one year; every day lies in that year."""
    year = fields.whole("year", 2024, 2100)
    days: dict[date, str] = {}
    for item in fields.children("days", named_by="day"):
        day, title = item.day("day", required=True), item.text("title", required=True)
        if day is not None:
            if day.year != year:
                item.note(f"This day is not in {year}.")
            if day in days:
                item.note("This day stands twice.")
            days[day] = title
        item.finish()
    if not days:
        fields.note('"days" lists no day.')
    found = ClosingDays(
        year=year,
        official=fields.flag("official"),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        source_url=fields.text("source_url", longest=LONGEST_URL),
        days=days,
        confidence=fields.choice("confidence", Confidence),
    )
    if found.official and not found.source_url:
        fields.note('An official list says in "source_url" where it is published.')
    fields.finish()
    return found


def statement(fields: Fields) -> Statement:
    found = Statement(
        key=fields.text("key", required=True),
        topic=fields.text("topic", required=True),
        sentence=fields.text("sentence", required=True),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found


@dataclass(frozen=True)
class Fines:
    """The file on fines: the ceilings, and what is known about enforcement."""

    ceilings: tuple[Fine, ...]
    enforcement: tuple[Statement, ...]


def fines(fields: Fields) -> Fines:
    found = Fines(
        ceilings=tuple(shelf.items(fields, "ceilings", fine).values()),
        enforcement=tuple(shelf.items(fields, "enforcement", statement).values()),
    )
    fields.finish()
    return found


def fine(fields: Fields) -> Fine:
    found = Fine(
        key=fields.text("key", required=True),
        entry=fields.text("entry") or None,
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        share_of_turnover=fields.number("share_of_turnover"),
        amount_eur=fields.number("amount_eur"),
        turnover=fields.text("turnover", required=True),
        smaller_enterprises=fields.text("smaller_enterprises", required=True),
        applies_to_models=fields.flag("applies_to_models"),
        enforceable_from=fields.day("enforceable_from"),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        note=fields.text("note"),
        doubts=fields.texts("doubts"),
        confidence=fields.choice("confidence", Confidence),
    )
    if found.share_of_turnover > 1:
        fields.note('"share_of_turnover" is a share from 0 to 1, such as 0.03 for 3 %.')
    fields.finish()
    return found


def term(fields: Fields) -> Term:
    found = Term(
        key=fields.text("key", required=True),
        term=fields.text("term", required=True),
        meaning=fields.text("meaning", required=True),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found


def correction(fields: Fields) -> Correction:
    found = Correction(
        key=fields.text("key", required=True),
        claim=fields.text("claim", required=True),
        correct=fields.text("correct", required=True),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        seen_in=fields.choice("seen_in", SeenIn),
        entries=fields.texts("entries"),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found


def source(fields: Fields) -> Source:
    found = Source(
        key=fields.text("key", required=True),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        url=fields.text("url", required=True, longest=LONGEST_URL),
        read=fields.text("read", required=True),
        confidence=fields.choice("confidence", Confidence),
    )
    fields.finish()
    return found
