"""What is wrong with the data files, told all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file, in a sentence.

    ``key`` names the item it is in; it is empty for the file as a whole.
    """

    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.sentence}"


class CatalogueErrors(Exception):
    """The data files cannot be loaded; ``problems`` lists every mistake found, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        title = "1 mistake" if count == 1 else f"{count} mistakes"
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"The catalogue has {title}:\n{lines}")
