"""What must fit together across the files: keys, clocks, doubts, and links in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from obligations.catalogue.problems import Problem
from obligations.catalogue.records import Correction, Fine, FixedDate
from obligations.law import rules
from obligations.law.terms import Bearer, Clock, Doubt, Entry, Kind

_CHAPTER_OF_KEY = {
    "cop-tr-": "transparency",
    "cop-cr-": "copyright",
    "cop-ss-": "safety-security",
}


@dataclass(frozen=True)
class Placed:
    """An entry and the file that says what it says."""

    entry: Entry
    file: str

    def problem(self, sentence: str) -> Problem:
        return Problem(self.file, self.entry.key, sentence)


def entries(
    placed: Iterable[Placed], clocks: Mapping[str, Clock], doubts: Mapping[str, Doubt]
) -> Iterator[Problem]:
    """Check every entry of every edition against all others; the latest text of a key counts."""
    everything = list(placed)
    latest = {each.entry.key: each.entry for each in everything}
    for each in everything:
        yield from _alone(each)
        yield from _named(each, "parent", [each.entry.parent or each.entry.key], latest)
        yield from _named(each, "links", each.entry.links, latest)
        yield from _named(each, "measures", each.entry.measures, latest)
        yield from _named(each, "clocks", each.entry.clocks, clocks)
        yield from _named(each, "doubts", each.entry.doubts, doubts)
        yield from _both_ways(each, latest)


def clocks(
    found: Iterable[Clock],
    placed: Iterable[Placed],
    doubts: Mapping[str, Doubt],
    file: str,
) -> Iterator[Problem]:
    """Check that every clock hangs on an entry that knows it."""
    wearers: dict[str, set[str]] = {}
    for each in placed:
        wearers.setdefault(each.entry.key, set()).update(each.entry.clocks)
    for clock in found:
        if clock.entry not in wearers:
            yield Problem(file, clock.key, f'"entry" names no entry: "{clock.entry}".')
        elif clock.key not in wearers[clock.entry]:
            yield Problem(file, clock.key, f'{clock.entry} does not list this clock in "clocks".')
        if not clock.key.startswith(f"{clock.entry}-"):
            yield Problem(file, clock.key, "The key of a clock begins with that of its entry.")
        for name in clock.doubts:
            if name not in doubts:
                yield Problem(file, clock.key, f'"doubts" names nothing: "{name}".')


def references(
    found: Iterable[FixedDate | Fine | Correction],
    placed: Iterable[Placed],
    doubts: Mapping[str, Doubt],
    file: str,
) -> Iterator[Problem]:
    """Check what dates, fines and corrections point at."""
    keys = {each.entry.key for each in placed}
    for item in found:
        if isinstance(item, Fine):
            names: tuple[str, ...] = (item.entry,) if item.entry else ()
        else:
            names = item.entries
        for name in names:
            if name not in keys:
                yield Problem(file, item.key, f'"entries" names nothing: "{name}".')
        for name in () if isinstance(item, Correction) else item.doubts:
            if name not in doubts:
                yield Problem(file, item.key, f'"doubts" names nothing: "{name}".')


def _alone(each: Placed) -> Iterator[Problem]:
    """Check what an entry says about itself."""
    entry = each.entry
    for sentence in rules.problems(entry):
        yield each.problem(sentence)
    if entry.parent == entry.key:
        yield each.problem("An entry is not its own parent.")
    if (entry.kind is Kind.POWER) is not (entry.bearer is Bearer.COMMISSION):
        yield each.problem('The "bearer" of a power, and of nothing else, is the commission.')
    if (
        entry.applies_from
        and entry.enforceable_from
        and entry.enforceable_from < entry.applies_from
    ):
        yield each.problem('"enforceable_from" is before "applies_from".')
    for prefix, chapter in _CHAPTER_OF_KEY.items():
        if entry.key.startswith(prefix) and entry.chapter != chapter:
            yield each.problem(f'"chapter" is {chapter} for a key that begins with {prefix}.')
    if entry.rule_args.get("chapter", entry.chapter) != entry.chapter:
        yield each.problem('"rule_args" names another chapter than "chapter".')


def _named(
    each: Placed, field: str, names: Iterable[str], known: Mapping[str, object]
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield each.problem(f'"{field}" names nothing: "{name}".')


def _both_ways(each: Placed, latest: Mapping[str, Entry]) -> Iterator[Problem]:
    """Check that obligations and the measures that help to meet them name each other."""
    for name in each.entry.measures:
        measure = latest.get(name)
        if measure is not None and measure.kind is not Kind.MEASURE:
            yield each.problem(f'"measures" names {name}, which is no measure.')
        elif measure is not None and each.entry.key not in measure.links:
            yield each.problem(f'{name} does not link back in "links".')
    if each.entry.kind is Kind.MEASURE:
        for name in each.entry.links:
            other = latest.get(name)
            if other is not None and each.entry.key not in other.measures:
                yield each.problem(f'{name} does not list this measure in "measures".')
