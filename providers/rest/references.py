"""How duties, people and days are pointed at in answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rest_framework import serializers


class NamedOut(serializers.Serializer[Any]):
    """Another thing, by its id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DutyRefOut(serializers.Serializer[Any]):
    """A duty, by its id and the key of its obligation."""

    id = serializers.UUIDField()
    key = serializers.CharField()


class DueOut(serializers.Serializer[Any]):
    """The last day: ``strict`` as the text counts, ``rolled`` as Regulation 1182/71 would allow."""

    strict = serializers.DateField()
    rolled = serializers.DateField()
    provisional = serializers.BooleanField(
        help_text="A holiday list that the rolled day needs is not published yet."
    )


def named(row: Mapping[str, Any], id_name: str, name: str) -> dict[str, Any] | None:
    """Point at another thing from a row of values; None where there is none."""
    return {"id": row[id_name], "name": row[name]} if row[id_name] else None


def due(strict: date | None, rolled: date | None, provisional: bool) -> dict[str, Any] | None:
    """Write a last day; None where the law sets none."""
    if strict is None:
        return None
    return {"strict": strict, "rolled": rolled or strict, "provisional": provisional}
