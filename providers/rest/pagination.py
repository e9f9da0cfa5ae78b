"""Lists in pages by key: no page is skipped or doubled while rows come and go before it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

PAGE_SIZE = 50
LARGEST_PAGE = 200
_CURSOR_LIMIT = 1000
_WRONG_CURSOR = "This cursor was not given out by this list. Follow next and previous as they are."


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order; the first of an order may be empty, and empty ones come last."""

    name: str
    kind: type
    descending: bool = False
    nulls: bool = False

    def ordered(self, *, backwards: bool) -> OrderBy:
        """Sort by this column; walking backwards turns everything round, the empty ones too."""
        down = self.descending != backwards
        if not self.nulls:
            return OrderBy(F(self.name), descending=down)
        return OrderBy(
            F(self.name),
            descending=down,
            nulls_first=backwards or None,
            nulls_last=not backwards or None,
        )

    def beyond(self, value: Any, *, backwards: bool, inclusive: bool = False) -> Q:
        """Keep rows past a value of this column, or at least not before it."""
        comparison = "lt" if self.descending != backwards else "gt"
        return Q(**{f"{self.name}__{comparison}{'e' if inclusive else ''}": value})

    def read(self, text: Any) -> Any:
        """Bring a value back from a cursor; raise ValueError for what is not of this column."""
        if text is None and self.nulls:
            return None
        if self.kind in (int, bool) and isinstance(text, self.kind):
            return text
        if not isinstance(text, str) or "\x00" in text:
            raise ValueError(_WRONG_CURSOR)
        value = self.kind.fromisoformat(text) if self.kind in (date, datetime) else self.kind(text)
        if isinstance(value, datetime) and (value.tzinfo is None or not 2000 < value.year < 2200):
            raise ValueError(_WRONG_CURSOR)
        return value


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: the row it follows, and the direction of the walk."""

    order: str
    values: tuple[Any, ...]
    backwards: bool

    def text(self) -> str:
        """Write the cursor for an address."""
        plain = [one if one is None or isinstance(one, int) else _text(one) for one in self.values]
        written = json.dumps([self.order, self.backwards, *plain], separators=(",", ":"))
        return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def read_cursor(text: str, keys: Sequence[Key]) -> Cursor:
    """Read a cursor; raise ValidationError for one that this order did not write."""
    try:
        if len(text) > _CURSOR_LIMIT:
            raise ValueError(_WRONG_CURSOR)
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        written = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        order, backwards, *values = written
        if order != order_of(keys) or not isinstance(backwards, bool) or len(values) != len(keys):
            raise ValueError(_WRONG_CURSOR)
        found = tuple(key.read(value) for key, value in zip(keys, values, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise ValidationError({"cursor": [_WRONG_CURSOR]}) from error
    return Cursor(order_of(keys), found, backwards)


def order_of(keys: Sequence[Key]) -> str:
    """Name an order, so that a cursor of another one is recognised."""
    return ",".join(f"{'-' if key.descending else ''}{key.name}" for key in keys)


class KeysetPagination(BasePagination):
    """``next``, ``previous`` and ``results``, by the keys of ``view.order``."""

    parameters: ClassVar[tuple[str, ...]] = ("cursor", "page_size")

    def paginate_queryset(  # type: ignore[override] # rows of the database alone
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Fetch one page, and one row more to know whether another follows."""
        self.request = request
        self.keys: Sequence[Key] = view.order  # type: ignore[union-attr] # a view of ours
        size = self._page_size()
        text = request.query_params.get("cursor")
        self.cursor = read_cursor(text, self.keys) if text else None
        backwards = self.cursor is not None and self.cursor.backwards
        rows = queryset.order_by(*(key.ordered(backwards=backwards) for key in self.keys))
        page: list[Any] = []
        for part in self._parts():
            page += rows.filter(part)[: size + 1 - len(page)]
            if len(page) > size:
                break
        self.has_more = len(page) > size
        page = page[:size]
        if backwards:
            page.reverse()
        self.page = page
        return page

    def _parts(self) -> list[Q]:
        """Split what follows the cursor so that an index on the keys serves each part.

        One condition for all would make the database walk from the first row: rows without a first
        key, which come last, are asked for only once the others are used up.
        """
        if self.cursor is None:
            return [Q()]
        backwards, first = self.cursor.backwards, self.keys[0]
        empty = Q(**{f"{first.name}__isnull": True})
        if self.cursor.values[0] is None:
            same_key = empty & self._beyond(self.keys[1:], self.cursor.values[1:])
            return [same_key, ~empty] if backwards else [same_key]
        bound = first.beyond(self.cursor.values[0], backwards=backwards, inclusive=True)
        following = bound & self._beyond(self.keys, self.cursor.values)
        return [following, empty] if first.nulls and not backwards else [following]

    def _beyond(self, keys: Sequence[Key], values: Sequence[Any]) -> Q:
        condition, same = Q(pk__in=[]), Q()
        for key, value in zip(keys, values, strict=True):
            condition |= same & key.beyond(
                value, backwards=bool(self.cursor and self.cursor.backwards)
            )
            same &= Q(**{key.name: value})
        return condition

    def _page_size(self) -> int:
        text = self.request.query_params.get("page_size", str(PAGE_SIZE))
        if not (
            text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_PAGE
        ):
            raise ValidationError({"page_size": [f"Write a number from 1 to {LARGEST_PAGE}."]})
        return int(text)

    def next_link(self) -> str | None:
        """Say where the list goes on, if it does."""
        backwards = self.cursor is not None and self.cursor.backwards
        goes_on = bool(self.page) if backwards else self.has_more
        return self._link(self.page[-1], backwards=False) if goes_on else None

    def previous_link(self) -> str | None:
        """Say where the page before is, if there is one."""
        if self.cursor is None or not self.page:
            return None
        goes_back = self.has_more if self.cursor.backwards else True
        return self._link(self.page[0], backwards=True) if goes_back else None

    def _link(self, row: Any, *, backwards: bool) -> str:
        values = tuple(_value(row, key.name) for key in self.keys)
        query = self.request.query_params.copy()
        query["cursor"] = Cursor(order_of(self.keys), values, backwards).text()
        address = self.request.build_absolute_uri(self.request.path)
        return f"{address}?{urlencode(sorted(query.lists()), doseq=True)}"

    def get_paginated_response(self, data: Any) -> Response:
        """Wrap the rows."""
        return Response(
            {"next": self.next_link(), "previous": self.previous_link(), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the wrapping for the OpenAPI document."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the query parameters for the OpenAPI document."""
        return [
            *_ordering(view),
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page begins; follow next and previous as they are.",
                "schema": {"type": "string", "maxLength": _CURSOR_LIMIT},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "Rows on a page.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": LARGEST_PAGE,
                    "default": PAGE_SIZE,
                },
            },
        ]


class OnePage(KeysetPagination):
    """Everything at once, in the wrapping that all lists have."""

    parameters = ()

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """There are none."""
        return []


def _ordering(view: APIView) -> list[dict[str, Any]]:
    orders = list(getattr(view, "orders", ()))
    if not orders:
        return []
    schema = {"type": "string", "enum": orders, "default": orders[0]}
    told = "The order of the list."
    return [{"name": "ordering", "in": "query", "description": told, "schema": schema}]


def _value(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row
