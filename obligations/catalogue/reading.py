"""Reading one mapping of a data file, noting what is wrong and going on."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from obligations.catalogue.problems import Problem
from obligations.law.terms import Period

Choice = TypeVar("Choice", bound=StrEnum)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTHS = {"true": True, "false": False}


# Every scalar stays text: plain YAML reads 1.10 as 1.1 and "no" as false, and stops at the first
# impossible date, while a person wants to hear of all of them.
class _Texts(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc] # the faster one where it is there
    """YAML in which a key that stands twice in one mapping is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                if key_node.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f'"{key_node.value}" stands twice', key_node.start_mark
                    )
                seen.add(key_node.value)
        return dict(super().construct_mapping(node, deep))


def parse(content: bytes, name: str, problems: list[Problem]) -> Fields:
    """Read a file whose top level is a mapping; an unreadable one is empty, and noted."""
    try:
        # Safe: this loader makes texts, lists and mappings and nothing else.
        raw = yaml.load(content, _Texts)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" on line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or "it is not plain UTF-8 text"
        problems.append(Problem(name, "", f"Not readable as YAML{line}: {reason}."))
        raw = {}
    if not isinstance(raw, Mapping):
        problems.append(Problem(name, "", "The file is not a mapping of fields."))
        raw = {}
    return Fields(raw, name, "", problems)


@dataclass
class Fields:
    """The fields of one item. Every reader takes a field's name and returns its value.

    A missing or wrong value is noted in ``problems`` and a harmless one is returned instead, so
    that one run tells all. ``finish`` notes the fields that nobody asked for.
    """

    raw: Mapping[str, Any]
    file: str
    key: str
    problems: list[Problem]
    _asked: set[str] = field(default_factory=set)

    def note(self, sentence: str) -> None:
        self.problems.append(Problem(self.file, self.key, sentence))

    def has(self, name: str) -> bool:
        """Say whether a field is given and not empty."""
        self._asked.add(name)
        return self.raw.get(name) not in (None, "", [], {})

    def text(self, name: str, *, required: bool = False, longest: int | None = None) -> str:
        self._asked.add(name)
        value: object = self.raw.get(name, "")
        if not isinstance(value, str):
            self.note(f'"{name}" is a text, not a list or mapping.')
            return ""
        # Folded and broken lines are one sentence; only the data file cares where it breaks.
        value = " ".join(value.split())
        if required and not value:
            self.note(f'"{name}" is missing.')
        if longest is not None and len(value) > longest:
            self.note(f'"{name}" has {len(value)} characters; {longest} are allowed.')
        return value

    def texts(self, name: str, *, among: Collection[str] | None = None) -> tuple[str, ...]:
        self._asked.add(name)
        value = self.raw.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note(f'"{name}" is a list of texts.')
            return ()
        found = tuple(" ".join(item.split()) for item in value)
        if len(set(found)) < len(found):
            self.note(f'"{name}" names something twice.')
        for item in found:
            if among is not None and item not in among:
                self.note(f'"{name}" knows no "{item}"; it knows {_listed(among)}.')
        return found

    def day(self, name: str, *, required: bool = False) -> date | None:
        value = self.text(name, required=required)
        if not value:
            return None
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.note(f'"{name}" is a day such as 2025-08-02, not "{value}".')
        return None

    def choice(self, name: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self.text(name, required=default is None)
        try:
            return choices(value) if value else default or next(iter(choices))
        except ValueError:
            self.note(f'"{name}" knows no "{value}"; it knows {_listed(list(choices))}.')
            return default or next(iter(choices))

    def flag(self, name: str) -> bool:
        value = self.text(name)
        if value and value not in _TRUTHS:
            self.note(f'"{name}" is true or false, not "{value}".')
        return _TRUTHS.get(value, False)

    def period(self, name: str) -> Period | None:
        value = self.text(name)
        try:
            return Period.parse(value) if value else None
        except ValueError as error:
            self.note(f'"{name}" cannot be read: {error}')
            return None

    def whole(self, name: str, lowest: int, highest: int) -> int:
        """Read a whole number; outside the limits it is noted and the lowest is returned."""
        value = self.text(name, required=True)
        if value.isascii() and value.isdigit() and lowest <= int(value[:9]) <= highest:
            return int(value)
        if value:
            self.note(f'"{name}" is a whole number from {lowest} to {highest}, not "{value}".')
        return lowest

    def number(self, name: str) -> Decimal:
        value = self.text(name, required=True)
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            if value:
                self.note(f'"{name}" is a number from 0, not "{value}".')
            return Decimal(0)
        return number

    def mapping(self, name: str) -> dict[str, str]:
        self._asked.add(name)
        value = self.raw.get(name) or {}
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            self.note(f'"{name}" is a mapping of texts.')
            return {}
        return dict(value)

    def child(self, name: str) -> Fields | None:
        """Return a field that is itself one item, or None where it is not given."""
        self._asked.add(name)
        value = self.raw.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, Mapping):
            self.note(f'"{name}" is a mapping of fields.')
            return None
        return Fields(value, self.file, f"{self.key} {name}".strip(), self.problems)

    def children(self, name: str, *, named_by: str = "key") -> list[Fields]:
        """Return a field that lists items; each is named in problems by one of its own fields."""
        self._asked.add(name)
        value = self.raw.get(name) or []
        if not isinstance(value, list):
            self.note(f'"{name}" is a list of items.')
            return []
        found = []
        for position, item in enumerate(value, start=1):
            if isinstance(item, Mapping):
                title = str(item.get(named_by) or f"{name}, item {position}")
                found.append(Fields(item, self.file, title, self.problems))
            else:
                self.note(f'"{name}", item {position}, is not a mapping of fields.')
        return found

    def finish(self) -> None:
        for name in self.raw:
            if name not in self._asked:
                self.note(f'There is no field "{name}".')


def _listed(choices: Collection[str]) -> str:
    return ", ".join(sorted(str(choice) for choice in choices))
