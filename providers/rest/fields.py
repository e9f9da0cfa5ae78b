"""Fields of request bodies: stricter than a form's, so that a program hears of its mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from providers.countries import normalised
from providers.errors import InvalidInput
from providers.kinds.clean import decimal_text, number
from providers.kinds.registry import FIRST_MODELS
from providers.text import name as clean_name
from providers.text import prose as clean_prose

FLOP_LIMIT = "1e35"
EARLIEST_EVENT = date(2024, 1, 1)
EARLIEST_PLACING = FIRST_MODELS
LATEST_DAY = date(2100, 12, 31)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMBER_LIMIT = 60

DECIMAL_INPUT = {
    "oneOf": [
        {"type": "string", "minLength": 1, "maxLength": _NUMBER_LIMIT, "examples": ["1.5e25"]},
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1e35},
    ]
}


@extend_schema_field(DECIMAL_INPUT)
class DecimalText(serializers.Field[Decimal, Any, str, Any]):
    """A positive number, written as a JSON number or a decimal string such as "1.5e25"."""

    default_error_messages = {
        "number": _('Write a number, or a decimal string such as "1.5e25".'),
        "positive": _("This must be more than zero."),
        "large": _("This must be at most {limit}."),
    }

    def __init__(self, *, limit: str = FLOP_LIMIT, or_zero: bool = False, **rest: Any) -> None:
        super().__init__(**rest)
        self.limit = limit
        self.or_zero = or_zero

    def to_internal_value(self, data: Any) -> Decimal:
        """Read the number exactly; refuse what is not finite, not positive, or absurd."""
        value = None if isinstance(data, str) and len(data) > _NUMBER_LIMIT else number(data)
        if value is None:
            self.fail("number")
        if value < 0 or (value == 0 and not self.or_zero):
            self.fail("positive")
        if value > Decimal(self.limit):
            self.fail("large", limit=self.limit)
        return value

    def to_representation(self, value: Decimal) -> str:
        """Write the number as a decimal string."""
        return decimal_text(value)


@extend_schema_field(OpenApiTypes.DATE)
class Day(serializers.Field[date, Any, str, Any]):
    """A day, written ``YYYY-MM-DD``, within the bounds that make sense for it."""

    default_error_messages = {
        "format": _("Write a day as YYYY-MM-DD, such as 2026-08-02."),
        "calendar": _("{value} is not a day of the calendar."),
        "early": _("This must not be before {earliest}."),
        "late": _("This must not be after {latest}."),
    }

    def __init__(
        self, *, earliest: date = EARLIEST_EVENT, latest: date = LATEST_DAY, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.earliest = earliest
        self.latest = latest

    def to_internal_value(self, data: Any) -> date:
        """Read the day; refuse other spellings, days that do not exist, and impossible years."""
        if not isinstance(data, str) or not _DAY.fullmatch(data):
            self.fail("format")
        try:
            value = parse_date(data)
        except ValueError:
            value = None
        if value is None:
            self.fail("calendar", value=data)
        if value < self.earliest:
            self.fail("early", earliest=self.earliest)
        if value > self.latest:
            self.fail("late", latest=self.latest)
        return value

    def to_representation(self, value: date) -> str:
        """Write the day."""
        return value.isoformat()


@extend_schema_field({"type": "boolean"})
class Truth(serializers.Field[bool, Any, bool, Any]):
    """true or false; null, where allowed, means that it is not known."""

    default_error_messages = {"type": _("Write true or false, or null where it is not known.")}

    def __init__(self, *, allow_null: bool = True, **rest: Any) -> None:
        super().__init__(allow_null=allow_null, **rest)

    def to_internal_value(self, data: Any) -> bool:
        """Take JSON's own true and false, and their spelling in forms; nothing like them."""
        if isinstance(data, bool):
            return data
        if data not in ("true", "false"):
            self.fail("type")
        return bool(data == "true")

    def to_representation(self, value: bool) -> bool:
        """Write the answer."""
        return value


class Text(serializers.CharField):
    """Text, and not a number or anything else that could be written as one."""

    def to_internal_value(self, data: Any) -> str:
        """Read the text as it is; the service knows what it must look like."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Name(serializers.CharField):
    """One line of text, such as a name; every script is welcome, invisible characters are not."""

    def to_internal_value(self, data: Any) -> str:
        """Bring the name into one spelling."""
        try:
            return clean_name(data, field=self.field_name or "", limit=self.max_length or 200)
        except InvalidInput as error:
            raise serializers.ValidationError(error.message) from error


class Prose(serializers.CharField):
    """Running text; line breaks stay."""

    def __init__(self, *, max_length: int = 5_000, allow_blank: bool = True, **rest: Any) -> None:
        super().__init__(max_length=max_length, allow_blank=allow_blank, **rest)

    def to_internal_value(self, data: Any) -> str:
        """Bring the text into one spelling."""
        try:
            text = clean_prose(data, field=self.field_name or "", limit=self.max_length or 5_000)
        except InvalidInput as error:
            raise serializers.ValidationError(error.message) from error
        if not text and not self.allow_blank:
            self.fail("blank")
        return text


class Word(serializers.ChoiceField):
    """One of a few words of an enumeration; answers its member."""

    def __init__(self, words: Iterable[StrEnum], **rest: Any) -> None:
        self.words = {word.value: word for word in words}
        super().__init__(choices=list(self.words), **rest)

    def to_internal_value(self, data: Any) -> StrEnum:
        """Read the word; the refusal lists what is allowed."""
        if not isinstance(data, str) or data not in self.words:
            raise serializers.ValidationError(
                gettext("Write one of: {words}.").format(words=", ".join(self.words))
            )
        return self.words[data]


class Words(serializers.ListField):
    """Several words of an enumeration, each once."""

    def __init__(self, words: Iterable[StrEnum], **rest: Any) -> None:
        allowed = list(words)
        super().__init__(child=Word(allowed), max_length=len(allowed), **rest)

    def to_internal_value(self, data: Any) -> list[Any]:
        """Read the words; refuse one that is given twice."""
        found: list[Any] = super().to_internal_value(data)
        if len(set(found)) < len(found):
            raise serializers.ValidationError(gettext("A word is given twice."))
        return found


class Instant(serializers.DateTimeField):
    """An instant of an answer, in UTC: programs compare texts."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(default_timezone=UTC, **rest)


class Country(serializers.CharField):
    """A country by its two-letter code (ISO 3166-1)."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=2, **rest)

    def to_internal_value(self, data: Any) -> str:
        """Read the code, in capitals or not."""
        code = normalised(data) if isinstance(data, str) else None
        if code is None:
            raise serializers.ValidationError(
                gettext("Write a country as its two-letter code (ISO 3166-1), such as FR.")
            )
        return code


@extend_schema_field({"type": "string", "examples": ["1.5e25"]})
class DecimalOut(serializers.Field[Decimal, Any, str, Any]):
    """An exact number of an answer, as a decimal string."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(read_only=True, **rest)

    def to_representation(self, value: Decimal) -> str:
        """Write every digit."""
        return decimal_text(value)
