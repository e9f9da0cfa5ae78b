"""The declared kinds of facts as fields of request bodies, so that they are declared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from rest_framework import serializers

from providers.kinds import Field, FieldKind, Kind
from providers.rest.bodies import Body
from providers.rest.fields import Country, Day, DecimalText, Name, Prose, Truth

_OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


def field_of(declared: Field) -> serializers.Field[Any, Any, Any, Any]:
    """Make the field that reads one declared value; null or absent means unknown."""
    told = ". ".join(part.rstrip(".") for part in (declared.label, declared.help) if part)
    if declared.cite:
        told = f"{told} ({declared.cite})"
    return _MAKERS[declared.kind](declared, {**_OPTIONAL, "help_text": told})


def _choices(declared: Field) -> list[str]:
    return [choice.value for choice in declared.choices]


def _choice(declared: Field, rest: dict[str, Any]) -> serializers.Field[Any, Any, Any, Any]:
    return serializers.ChoiceField(choices=_choices(declared), **rest)


def _several(declared: Field, rest: dict[str, Any]) -> serializers.Field[Any, Any, Any, Any]:
    one = serializers.ChoiceField(choices=_choices(declared))
    return serializers.ListField(child=one, allow_empty=False, max_length=50, **rest)


class Signatures(serializers.DictField):
    """Chapters signed, each with its day; null where the day is not known."""

    default_error_messages = {"chapter": "There is no chapter {name}; there are: {known}."}

    def __init__(self, *, declared: Field, **rest: Any) -> None:
        day = Day(earliest=declared.earliest, latest=declared.latest, allow_null=True)
        super().__init__(child=day, **rest)
        self.chapters = _choices(declared)

    def to_internal_value(self, data: Any) -> Any:
        """Read the chapters; refuse one that the Code does not have."""
        found = super().to_internal_value(data)
        for name in found:
            if name not in self.chapters:
                self.fail("chapter", name=str(name)[:40], known=", ".join(self.chapters))
        return found


Maker = Callable[[Field, dict[str, Any]], "serializers.Field[Any, Any, Any, Any]"]

_MAKERS: Mapping[FieldKind, Maker] = {
    FieldKind.DATE: lambda one, rest: Day(earliest=one.earliest, latest=one.latest, **rest),
    FieldKind.FLOP: lambda _, rest: DecimalText(**rest),
    FieldKind.PERCENT: lambda _, rest: DecimalText(limit="1000", or_zero=True, **rest),
    FieldKind.TRUTH: lambda _, rest: Truth(**rest),
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _several,
    FieldKind.SIGNATURES: lambda one, rest: Signatures(declared=one, **rest),
    FieldKind.COUNTRY: lambda _, rest: Country(**rest),
    FieldKind.NAME: lambda one, rest: Name(max_length=one.limit, **rest),
    FieldKind.TEXT: lambda one, rest: Prose(max_length=one.limit, **rest),
}


@cache
def body_of(kind: Kind) -> type[Body]:
    """Make the body that holds every field of a kind."""
    fields = {declared.name: field_of(declared) for declared in kind.fields}
    name = "".join(part.capitalize() for part in kind.name.split("-"))
    return type(f"{name}Value", (Body,), {"__doc__": f"{kind.title}.", **fields})
