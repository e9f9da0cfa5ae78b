"""Answers to the items of an outline: checked one by one, counted, compared and narrowed.

An answer is a plain mapping, as it is stored: ``{"state": "filled", "value": ...}`` with
``"secret": true`` where it is marked as a trade secret, or ``{"state": "not-applicable", "reason":
"..."}`` where the item does not apply, or the same with ``unavailable`` where it does and cannot be
given. An item without an answer is missing; nothing fills it in silence.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from obligations.documents import whens
from obligations.documents.outlines import Item, Kind, Outline
from providers import text
from providers.errors import InvalidInput

Answer = Mapping[str, Any]
Content = Mapping[str, Answer]

TEXT_LIMIT = 20_000
LINE_LIMIT = 2_000
ROWS_LIMIT = 5_000
ENTRIES_LIMIT = 500
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?", re.ASCII)


class State(StrEnum):
    """What stands at an item."""

    FILLED = "filled"
    NOT_APPLICABLE = "not-applicable"
    # It applies, and what it asks for cannot be given: lost, or out of proportion to get.
    UNAVAILABLE = "unavailable"
    MISSING = "missing"


def state(content: Content, key: str) -> State:
    """Say what stands at an item."""
    return State(content[key]["state"]) if key in content else State.MISSING


def checked(item: Item, raw: Answer | None) -> Answer | None:
    """Check one answer as it comes from a form, a program or a file; None takes it away.

    Raises InvalidInput whose field is the item's key.
    """
    if raw is None:
        return None
    if not isinstance(raw, Mapping) or unknown(raw):
        raise InvalidInput(_("An answer has a state, and a value or a reason."), field=item.key)
    match raw.get("state"):
        case State.NOT_APPLICABLE | State.UNAVAILABLE as without:
            reason = text.prose(raw.get("reason", ""), field=item.key)
            if not reason:
                raise InvalidInput(str(_SAY_WHY[without]), field=item.key)
            return {"state": State(without).value, "reason": reason}
        case State.FILLED:
            value = _READ[item.kind](item, raw.get("value"), item.key)
            secret = {"secret": True} if raw.get("secret") is True else {}
            return {"state": State.FILLED.value, "value": value} | secret
        case _:
            message = _("Write filled, not-applicable or unavailable.")
            raise InvalidInput(message, field=item.key)


_SAY_WHY = {
    State.NOT_APPLICABLE: gettext_lazy("Say why this does not apply."),
    State.UNAVAILABLE: gettext_lazy("Say why this cannot be given."),
}
_WITHOUT = {
    State.NOT_APPLICABLE: gettext_lazy("Does not apply: {reason}"),
    State.UNAVAILABLE: gettext_lazy("Cannot be given: {reason}"),
}


def reason_said(answer: Answer) -> str:
    """Say in words why an item has no value: that it does not apply, or cannot be given."""
    if answer["state"] == State.FILLED:
        return ""
    return str(_WITHOUT[State(answer["state"])]).format(reason=answer["reason"])


def unknown(raw: Answer) -> set[str]:
    """Name what an answer holds that no answer has."""
    return set(raw) - {"state", "value", "reason", "secret"}


def word_count(value: str) -> int:
    """Count words as the form's limits do: what stands between spaces."""
    return len(value.split())


def remarks(item: Item, answer: Answer | None) -> tuple[str, ...]:
    """Say what a reader would object to in an answer that may stand all the same."""
    if answer is None or answer["state"] != State.FILLED:
        return ()
    value, found = answer["value"], []
    if item.words and isinstance(value, str) and (count := word_count(value)) > item.words:
        found.append(
            _("{count} words; the form asks for about {words}.").format(
                count=count, words=item.words
            )
        )
    if item.significant and isinstance(value, str) and figures(value) < item.significant:
        told = ngettext(
            "The form asks for at least {number} significant figure.",
            "The form asks for at least {number} significant figures.",
            item.significant,
        )
        found.append(told.format(number=item.significant))
    found += [
        _too_few(column)
        for column in item.columns
        if column.significant
        and any(figures(row[column.key]) < column.significant for row in value if column.key in row)
    ]
    if item.kind is Kind.WHEN and not value["meant"]:
        found.append(_("Which date is meant cannot be told from these words."))
    return tuple(found)


def _too_few(column: Item) -> str:
    asked = column.significant or 0
    told = ngettext(
        "{column}: the form asks for at least {number} significant figure.",
        "{column}: the form asks for at least {number} significant figures.",
        asked,
    )
    return told.format(column=column.label, number=asked)


def figures(value: str) -> int:
    """Count the significant figures of a number as it is written."""
    digits = re.split("[eE]", value.lstrip("+-"))[0]
    if "." in digits:
        return len(digits.replace(".", "").lstrip("0"))
    return len(digits.lstrip("0"))


@dataclass(frozen=True, slots=True)
class Count:
    """How many items stand in which state, of those a document asks for."""

    filled: int
    not_applicable: int
    unavailable: int
    missing: int
    missing_keys: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many items there are."""
        return self.filled + self.not_applicable + self.unavailable + self.missing


def count(outline: Outline, content: Content, *, recipient: str | None = None) -> Count:
    """Count the states of all items, or of those one recipient may read; optional ones aside."""
    items = [
        one
        for one in outline.items()
        if (recipient is None or recipient in one.recipients)
        and not (one.is_optional and one.key not in content)
    ]
    states = [state(content, one.key) for one in items]
    missing = tuple(one.key for one in items if state(content, one.key) is State.MISSING)
    return Count(
        filled=states.count(State.FILLED),
        not_applicable=states.count(State.NOT_APPLICABLE),
        unavailable=states.count(State.UNAVAILABLE),
        missing=len(missing),
        missing_keys=missing,
    )


def narrowed(outline: Outline, content: Content, recipient: str) -> Content:
    """Keep the answers that a recipient may read; nothing of the others is left, not even a key."""
    allowed = {one.key for one in outline.items() if recipient in one.recipients}
    return {key: answer for key, answer in content.items() if key in allowed}


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that reads differently in two versions; None where it was missing."""

    item: Item
    before: Answer | None
    after: Answer | None


def differences(outline: Outline, before: Content, after: Content) -> tuple[Difference, ...]:
    """Compare two contents item by item, in the order of the document."""
    return tuple(
        Difference(one, before.get(one.key), after.get(one.key))
        for one in outline.items()
        if before.get(one.key) != after.get(one.key)
    )


def canonical(content: Content) -> bytes:
    """Write a content as the bytes whose hash names it: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def sha256(content: Content) -> str:
    """Hash a content over its canonical bytes."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _text(item: Item, value: Any, field: str) -> str:
    words = text.prose(value, field=field, limit=TEXT_LIMIT)
    if not words:
        raise InvalidInput(_("Write something, or say that it does not apply."), field=field)
    return words


def _number(item: Item, value: Any, field: str) -> str:
    written = str(value).strip() if isinstance(value, str | int) and value is not True else ""
    if not _NUMBER.fullmatch(written):
        raise InvalidInput(_('Write a number, such as 7.3e10 or "12500".'), field=field)
    try:
        if not Decimal(written).is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise InvalidInput(_("Write a number."), field=field) from None
    return written


def _day(item: Item, value: Any, field: str) -> str:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise InvalidInput(_("Write a day as YYYY-MM-DD."), field=field)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidInput(
            _("{value} is not a day of the calendar.").format(value=value), field=field
        ) from None


def _month(item: Item, value: Any, field: str) -> str:
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise InvalidInput(_("Write a month as YYYY-MM."), field=field)
    return value


def _when(item: Item, value: Any, field: str) -> dict[str, str]:
    """Take a date as it was published; ``meant`` is read from it where it is plain."""
    given = value if isinstance(value, Mapping) else {"written": value}
    if set(given) - {"written", "meant"}:
        raise InvalidInput(_("Give what is written, and which date is meant."), field=field)
    written = text.name(given.get("written"), field=field, limit=LINE_LIMIT)
    said = given.get("meant") or whens.meant(written)
    if said and not (isinstance(said, str) and whens.is_meant(said)):
        message = _("Write which date is meant as YYYY, YYYY-MM or YYYY-MM-DD, or leave it open.")
        raise InvalidInput(message, field=field)
    return {"written": written, "meant": said}


def _choice(item: Item, value: Any, field: str) -> str:
    if not isinstance(value, str) or value not in item.options:
        raise InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(item.options)), field=field
        )
    return value


def _choices(item: Item, value: Any, field: str) -> list[str]:
    if not isinstance(value, list | tuple) or not value:
        raise InvalidInput(_("Choose at least one."), field=field)
    chosen = {_choice(item, one, field) for one in value}
    return [one for one in item.options if one in chosen]


def _yes_no(item: Item, value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidInput(_("Answer yes or no."), field=field)
    return value


def _link(item: Item, value: Any, field: str) -> str:
    address = text.name(value, field=field, limit=LINE_LIMIT)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise InvalidInput(_("Give a web address that begins with https://."), field=field)
    return address


def _list(item: Item, value: Any, field: str) -> list[str]:
    if not isinstance(value, list | tuple) or not value:
        raise InvalidInput(_("Name at least one, a line each."), field=field)
    most = item.most or ENTRIES_LIMIT
    if len(value) > most:
        raise InvalidInput(_("At most {most} entries.").format(most=f"{most:,}"), field=field)
    return [text.name(one, field=field, limit=LINE_LIMIT) for one in value]


def _table(item: Item, value: Any, field: str) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple) or not value:
        raise InvalidInput(_("Give at least one row."), field=field)
    if len(value) > ROWS_LIMIT:
        raise InvalidInput(
            _("At most {rows_limit} rows.").format(rows_limit=ROWS_LIMIT), field=field
        )
    return [_row(item, row, number, field) for number, row in enumerate(value, start=1)]


def _row(item: Item, row: Any, number: int, field: str) -> dict[str, Any]:
    names = {one.key for one in item.columns}
    if not isinstance(row, Mapping) or set(row) - names:
        raise InvalidInput(
            _("Row {number}: columns are {names}.").format(
                number=number, names=", ".join(sorted(names))
            ),
            field=field,
        )
    found = {}
    for column in item.columns:
        given = row.get(column.key)
        if given in (None, "", [], ()):
            if not column.is_optional:
                raise InvalidInput(
                    _("Row {number}: {label} is missing.").format(
                        number=number, label=column.label
                    ),
                    field=field,
                )
            continue
        try:
            found[column.key] = _READ[column.kind](column, given, field)
        except InvalidInput as error:
            message = _("Row {number}, {label}: {message}").format(
                number=number, label=column.label, message=error.message
            )
            raise InvalidInput(message, field=field) from error
    return found


_READ: Mapping[Kind, Callable[[Item, Any, str], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.MONTH: _month,
    Kind.WHEN: _when,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.LINK: _link,
    Kind.LIST: _list,
    Kind.TABLE: _table,
}
