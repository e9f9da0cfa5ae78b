"""Facts in words, for pages and messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from providers import countries, reader, written
from providers.kinds.fields import Field, FieldKind
from providers.kinds.registry import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNKNOWN = gettext_lazy("unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a fact, ready to print; ``is_unknown`` is neither yes nor no."""

    name: str
    label: StrOrPromise
    text: str
    is_unknown: bool
    kind: FieldKind


def shown(kind: str, value: Mapping[str, Any]) -> tuple[Line, ...]:
    """Say every field of a stored fact in words."""
    return tuple(
        Line(
            name=field.name,
            label=field.label,
            text=_words(field, value.get(field.name)),
            is_unknown=value.get(field.name) is None,
            kind=field.kind,
        )
        for field in KINDS[kind].fields
    )


def _words(field: Field, value: Any) -> str:
    if value is None:
        return str(UNKNOWN)
    said = _WORDS.get(field.kind)
    return said(_labels(field), value) if said else str(value)


def _labels(field: Field) -> Mapping[str, str]:
    return {one.value: str(one.label) for one in field.choices}


def _signatures(labels: Mapping[str, str], signed: Mapping[str, str | None]) -> str:
    if not signed:
        return gettext("none signed")
    unknown = gettext("day unknown")
    return "; ".join(
        f"{labels[chapter]} ({_day(day) if day else unknown})" for chapter, day in signed.items()
    )


def _figure(value: object) -> str:
    return written.figure(str(value), reader.language())


def _day(value: str) -> str:
    return written.long_day(date.fromisoformat(value), reader.language())


_WORDS: Mapping[FieldKind, Callable[[Mapping[str, str], Any], str]] = MappingProxyType(
    {
        FieldKind.TRUTH: lambda _, value: gettext("yes") if value else gettext("no"),
        FieldKind.DATE: lambda _, value: _day(value),
        FieldKind.CHOICE: lambda labels, value: labels[value],
        FieldKind.CHOICES: lambda labels, value: ", ".join(labels[one] for one in value),
        FieldKind.SIGNATURES: _signatures,
        FieldKind.COUNTRY: lambda _, value: countries.name(value, reader.language()),
        FieldKind.PERCENT: lambda _, value: f"{_figure(value)} %",
        FieldKind.FLOP: lambda _, value: f"{_figure(value)} FLOP",
    }
)
