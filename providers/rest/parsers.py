"""Bodies as they arrive: strict JSON, and forms with files."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser

# Ten megabytes of text get an answer that names the field; what is larger is not read to the end.
JSON_LIMIT = 12_000_000
# Commas and brackets: small values cost far more memory than the bytes they arrive in.
PARTS_LIMIT = 200_000
DEPTH_LIMIT = 20
FORM_FIELD_LIMIT = 50


class TooLarge(APIException):
    """The body is larger than any request of this API needs."""

    status_code = 413
    default_detail = (
        f"A JSON body may hold at most {JSON_LIMIT:,} bytes and {PARTS_LIMIT:,} values."
    )
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """JSON that means one thing.

    A name given twice, unpaired surrogates, NUL and needless depth are refused. Numbers with a
    fraction or exponent become Decimal, so that 1e25 FLOP stays exactly that. NaN and infinity
    pass as floats, for no field takes them and each says so under its own name.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the body; raise ParseError with a sentence for what is not plain JSON."""
        raw = stream.read(JSON_LIMIT + 1)
        if len(raw) > JSON_LIMIT or sum(map(raw.count, (b",", b"[", b"{"))) > PARTS_LIMIT:
            raise TooLarge
        try:
            value = json.loads(
                raw.decode("utf-8"),
                object_pairs_hook=_object,
                parse_float=_decimal,
                parse_int=_integer,
            )
        except UnicodeDecodeError as error:
            raise ParseError("The body is not UTF-8.") from error
        except RecursionError as error:
            raise ParseError(_TOO_DEEP) from error
        except json.JSONDecodeError as error:
            raise ParseError(
                f"The body is not JSON: {error.msg}, line {error.lineno}, column {error.colno}."
            ) from error
        _check_inside(value)
        return value


_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_DEEP = f"The body nests deeper than {DEPTH_LIMIT} levels."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Counted in one pass: a look through all names for each would hold a worker for minutes.
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ParseError(f'The name "{_clip(twice)}" is given twice in one object.')
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ParseError(f'The number "{_clip(text)}" is out of range.') from error


def _integer(text: str) -> int | Decimal:
    # Python refuses to read thousands of digits as an integer; a Decimal of that size is harmless
    # and is refused by the field's own limit.
    return int(text) if len(text) < 100 else Decimal(text)


def _check_inside(value: Any) -> None:
    """Refuse needless depth, and texts that PostgreSQL cannot hold, each under its name."""
    level, depth = [("", value)], 0
    while level:
        depth += 1
        if depth > DEPTH_LIMIT:
            raise ParseError(_TOO_DEEP)
        level = [child for name, parent in level for child in _children(name, parent)]


def _children(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, str):
        _check_text(name, value)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield f"{name}[{index}]", child
    elif isinstance(value, dict):
        for key, child in value.items():
            _check_text(name, key)
            yield f"{name}.{key}" if name else key, child


def _check_text(name: str, text: str) -> None:
    wrong = ""
    if "\x00" in text:
        wrong = "This text holds a NUL byte."
    elif _SURROGATE.search(text):
        wrong = "This text holds half a character (a lone surrogate)."
    if wrong:
        raise ValidationError({name: [wrong]} if name else [wrong])


def _clip(text: str) -> str:
    plain = text.replace("\x00", "").encode("ascii", "backslashreplace").decode()
    return plain if len(plain) <= 40 else f"{plain[:40]}..."


class FormParser(MultiPartParser):
    """``multipart/form-data``: texts, and at most the files the route asks for."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles[Any, Any]:
        """Read texts and files; a field given twice is refused where only one is meant."""
        found: DataAndFiles[Any, Any] = super().parse(stream, media_type, parser_context)
        if len(found.data) + len(found.files) > FORM_FIELD_LIMIT:
            raise ParseError(f"A form may hold at most {FORM_FIELD_LIMIT} fields.")
        _check_form(found.data)
        return found


def _check_form(data: QueryDict) -> None:
    for name, values in data.lists():
        _check_text("", name)
        for value in values:
            _check_text(name, value)
