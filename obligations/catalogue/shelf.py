"""The folder of data files, and what was found wrong in it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from obligations.catalogue.problems import Problem
from obligations.catalogue.reading import Fields, parse

Item = TypeVar("Item")
Reader = Callable[[Fields], Item]


@dataclass
class Shelf:
    """Hands out files of one folder as fields; what cannot be read is noted and comes out empty."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def file(self, name: str) -> Fields:
        return self.file_and_hash(name)[0]

    def file_and_hash(self, name: str) -> tuple[Fields, str]:
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            self.problems.append(Problem(name, "", "The file is missing or cannot be opened."))
            # Nothing more is to be said about a file that is not there.
            return Fields({}, name, "", []), ""
        return parse(content, name, self.problems), sha256(content).hexdigest()

    def names(self, folder: str) -> list[str]:
        return sorted(f"{folder}/{found.name}" for found in (self.path / folder).glob("*.yaml"))

    def each(self, folder: str, reader: Reader[Item]) -> tuple[Item, ...]:
        """Read every file of a folder as one item, in the order of the names."""
        names = self.names(folder)
        if not names:
            self.problems.append(Problem(folder, "", "The folder has no file."))
        return tuple(reader(self.file(name)) for name in names)

    def whole(self, name: str, reader: Reader[Item]) -> Item:
        return reader(self.file(name))

    def items(self, file: str, name: str, reader: Reader[Item], by: str = "key") -> dict[str, Item]:
        """Read a file that is one list of items."""
        fields = self.file(file)
        found = items(fields, name, reader, by)
        fields.finish()
        return found


def items(fields: Fields, name: str, reader: Reader[Item], by: str = "key") -> dict[str, Item]:
    """Read a list of items under one of their fields; one that stands twice is noted."""
    found: dict[str, Item] = {}
    for item in fields.children(name, named_by=by):
        if item.key in found:
            item.note(f'This "{by}" stands twice.')
        found[item.key] = reader(item)
    if not found:
        fields.note(f'"{name}" lists nothing.')
    return found
