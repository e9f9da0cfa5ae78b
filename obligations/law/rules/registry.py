"""The register of rules: names for the catalogue, functions for the cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from obligations.law.case import Case
from obligations.law.terms import Due, Entry, Period, Truth


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a rule says about one entry in one case; the catalogue adds title and citation."""

    owed: Truth
    because: str
    applies_from: date | None = None
    due: Due | None = None
    done_on: date | None = None
    enforceable_from: date | None = None
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    clock: str | None = None


Function = Callable[[Case, Entry], Verdict]
Values = tuple[str, ...] | None


@dataclass(frozen=True)
class Rule:
    """One rule. ``args`` names the arguments an entry may give, with their allowed values.

    None as values allows any period, such as "2 weeks": an edition can change it.
    """

    name: str
    cite: str
    function: Function
    args: Mapping[str, Values] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


RULES: dict[str, Rule] = {}


def rule(
    name: str, *, cite: str, required: str | None = None, **args: Values
) -> Callable[[Function], Function]:
    """Register a function under the name that catalogue entries use.

    ``args`` are the arguments an entry may give; ``required`` names the one it must give.
    """

    def register(function: Function) -> Function:
        if name in RULES:
            raise ValueError(f'The rule "{name}" is registered twice.')
        needed = frozenset({required}) if required else frozenset[str]()
        RULES[name] = Rule(name, cite, function, args, needed)
        return function

    return register


def problems(entry: Entry) -> tuple[str, ...]:
    """Say in sentences what is wrong with the rule an entry names; empty if nothing is."""
    if entry.rule is None:
        return ("Arguments without a rule.",) if entry.rule_args else ()
    known = RULES.get(entry.rule)
    if known is None:
        return (f'Unknown rule "{entry.rule}". Known are: {", ".join(sorted(RULES))}.',)
    found = [
        f'The rule "{known.name}" needs the argument "{name}".'
        for name in sorted(known.required - set(entry.rule_args))
    ]
    for name, value in entry.rule_args.items():
        if name not in known.args:
            found.append(f'The rule "{known.name}" has no argument "{name}".')
        else:
            found += _wrong(name, value, known.args[name])
    return tuple(found)


def _wrong(name: str, value: str, values: Values) -> list[str]:
    if values is not None and value not in values:
        return [f'The argument "{name}" is one of: {", ".join(values)}; not "{value}".']
    if values is None:
        try:
            Period.parse(value)
        except ValueError as error:
            return [f'The argument "{name}" is a period: {error}']
    return []


def length(entry: Entry, usual: Period) -> Period:
    """Give the period an entry names in its argument "within", or the usual one."""
    return Period.parse(entry.rule_args["within"]) if "within" in entry.rule_args else usual
