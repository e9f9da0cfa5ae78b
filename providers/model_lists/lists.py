"""A whole list: its entries, what they know of each other, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from providers.model_lists.columns import Columns
from providers.model_lists.entries import Candidate, Entry, Reader
from providers.model_lists.reading import BinaryFile, read


@dataclass(frozen=True)
class ModelList:
    """What a file says, row by row, before anything is compared with what is recorded."""

    entries: tuple[Entry, ...]
    sha256: str
    ignored_columns: tuple[str, ...]
    absent_columns: tuple[str, ...]
    name_column: str
    organisation_column: str


def understand(
    upload: BinaryFile,
    *,
    columns: Mapping[str, str],
    market_date_from_publication: bool,
    today: date,
) -> ModelList:
    """Read a file into entries; base models in the same file are looked up there.

    Raises UnreadableFile, or InvalidInput for ``columns`` that lead nowhere.
    """
    table = read(upload)
    found = Columns(table, columns)
    reader = Reader(found, market_date_from_publication=market_date_from_publication, today=today)
    entries = tuple(reader.read(row) for row in table.rows)
    by_name: dict[str, Entry] = {}
    for entry in entries:
        by_name.setdefault(entry.name, entry)
    for entry in entries:
        _look_up_base(entry, by_name)
    return ModelList(
        entries,
        table.sha256,
        found.ignored,
        found.absent,
        name_column=found.named["name"],
        organisation_column=found.named.get("organisation", "Organization"),
    )


def _look_up_base(entry: Entry, by_name: Mapping[str, Entry]) -> None:
    candidate = entry.candidate("modification")
    base = by_name.get(entry.base_model_name)
    if candidate is None or base is None or base is entry:
        return
    value = {
        **candidate.value,
        "original_compute_flop": base.compute,
        "same_provider": _same_provider(entry, base),
    }
    note = f"The original stands in row {base.row} of the list.\n{candidate.note}".strip()
    place = entry.candidates.index(candidate)
    entry.candidates[place] = Candidate(candidate.kind, value, note)


def _same_provider(entry: Entry, base: Entry) -> bool | None:
    mine, theirs = set(entry.organisations), set(base.organisations)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return True
    # Organisations that share one member may or may not be one provider.
    return None if mine & theirs else False


@dataclass(frozen=True)
class Organisation:
    """Whose entries they are, as the list says, and in which country it stands."""

    name: str
    country: str | None
    entries: tuple[Entry, ...] = field(default=())


def by_organisation(entries: Sequence[Entry]) -> tuple[Organisation, ...]:
    """Group entries by the organisation the list names first, in the order of the list."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(next(iter(entry.organisations), ""), []).append(entry)
    return tuple(
        Organisation(name, _country(group), tuple(group)) for name, group in groups.items()
    )


def _country(entries: Sequence[Entry]) -> str | None:
    # Where the rows of one organisation disagree, or it stands beside others, nothing is said.
    alone = {entry.country for entry in entries if len(entry.organisations) == 1}
    return next(iter(alone)) if len(alone) == 1 else None
