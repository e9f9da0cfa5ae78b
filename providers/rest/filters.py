"""Filters of lists, declared on the view; a parameter nobody declared is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from providers.rest.fields import EARLIEST_PLACING, Day

TEXT_LIMIT = 200
_MOST_VALUES = 50


class Filter(Protocol):
    """One query parameter and what it keeps."""

    @property
    def name(self) -> str:
        """Its name in an address."""

    @property
    def help(self) -> str:
        """What it keeps, in words."""

    def condition(self, values: Sequence[str]) -> Q:
        """Say which rows stay; raise ValueError with a sentence for values that mean nothing."""

    def schema(self) -> dict[str, Any]:
        """Describe the parameter's values for the OpenAPI document."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Rows of the named things; repeated means any of them."""

    name: str
    column: str
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        try:
            found = [UUID(value) for value in values]
        except ValueError as error:
            raise ValueError("Write an id as it stands in the answers of this API.") from error
        return (
            Q(**{f"{self.column}__in": found}) if len(found) > 1 else Q(**{self.column: found[0]})
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows with one of a few words; repeated means any of them."""

    name: str
    column: str
    words: tuple[str, ...]
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        if unknown := [value for value in values if value not in self.words]:
            raise ValueError(f'"{unknown[0][:60]}" is not one of: {", ".join(self.words)}.')
        return Q(**{f"{self.column}__in": list(values)})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Keys:
    """Rows of keys such as those of the catalogue; repeated means any of them."""

    name: str
    column: str
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.column}__in": [_text(value) for value in values]})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": TEXT_LIMIT}


@dataclass(frozen=True, slots=True)
class OnDay:
    """Rows before, on or after a day."""

    name: str
    column: str
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        return Q(**{self.column: _day(_one(values))})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Instant:
    """Rows before or after an instant."""

    name: str
    column: str
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        return Q(**{self.column: _instant(_one(values))})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True)
class Truths:
    """Rows by a yes or no; ``conditions`` says what each word keeps."""

    name: str
    conditions: dict[str, Q]
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        value = _one(values)
        if value not in self.conditions:
            raise ValueError(f"Write one of: {', '.join(self.conditions)}.")
        return self.conditions[value]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.conditions)}


@dataclass(frozen=True, slots=True)
class Search:
    """Rows that hold a text in one of the columns, whatever its case."""

    name: str
    columns: tuple[str, ...]
    help: str

    def condition(self, values: Sequence[str]) -> Q:
        text = _text(_one(values))
        found = Q()
        for column in self.columns:
            found |= Q(**{f"{column}__icontains": text})
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": TEXT_LIMIT}


class DeclaredFilters(BaseFilterBackend):
    """Apply ``view.filtered_by``; an empty parameter counts as not given."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> QuerySet[Any]:
        """Keep what every given filter keeps; list every wrong parameter at once."""
        return queryset.filter(conditions(request, view.present_filters()))  # type: ignore[attr-defined] # a view of ours

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameters for the OpenAPI document."""
        return [
            {
                "name": one.name,
                "in": "query",
                "description": one.help,
                "schema": one.schema(),
            }
            for one in getattr(view, "filtered_by", ())
        ]


def conditions(request: Request, filters: Iterable[Filter]) -> Q:
    """Join what the given parameters ask for; raise ValidationError naming each wrong one."""
    found, problems = Q(), {}
    for one in filters:
        values = [value for value in request.query_params.getlist(one.name) if value]
        if not values:
            continue
        try:
            found &= one.condition(values[:_MOST_VALUES])
        except ValueError as error:
            problems[one.name] = [str(error)]
    if problems:
        raise ValidationError(problems)
    return found


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Refuse query parameters that would be ignored: a misspelt filter shows the wrong rows."""
    names = list(known)
    unknown = [name for name in request.query_params if name not in names]
    if unknown:
        told = f"There is no such parameter here. There are: {', '.join(names) or 'none'}."
        raise ValidationError({name[:60]: [told] for name in unknown})


def words(enumeration: type[StrEnum]) -> tuple[str, ...]:
    """List the words of an enumeration."""
    return tuple(one.value for one in enumeration)


def _one(values: Sequence[str]) -> str:
    if len(values) > 1:
        raise ValueError("Give this parameter once.")
    return values[0]


def _text(value: str) -> str:
    if len(value) > TEXT_LIMIT or "\x00" in value:
        raise ValueError(f"Write at most {TEXT_LIMIT} characters, without NUL.")
    return value


_DAY = Day(earliest=EARLIEST_PLACING)


def _day(value: str) -> date:
    try:
        return _DAY.to_internal_value(value)
    except serializers.ValidationError as error:
        raise ValueError(str(error.detail[0])) from error  # type: ignore[index] # a field gives a list


def _instant(value: str) -> datetime:
    try:
        # In an address a plus sign arrives as a space.
        found = parse_datetime(value.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 2000 < found.year < 2200:
        raise ValueError("Write an instant with its offset, such as 2026-08-02T09:00:00+02:00.")
    return found
