"""From what people and programs send to what is stored: one JSON form for each field, or a no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from providers import countries, text
from providers.errors import InvalidInput, Problems
from providers.kinds.fields import LARGEST_FLOP, LARGEST_PERCENT, Field, FieldKind, Kind
from providers.kinds.registry import kind as kind_named

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def clean(kind: str, value: object) -> dict[str, Any]:
    """Return the value of a fact in its stored form: every declared field, None where unknown.

    FLOP and percent come out as decimal strings, dates as ISO 8601. Raises InvalidInput with every
    problem found: fields of other kinds, values out of bounds, dates in an impossible order.
    """
    declared = kind_named(kind)
    if not isinstance(value, Mapping) or not value:
        raise InvalidInput(
            _("Give at least one field of the fact; null says that it is unknown."), field="value"
        )
    problems = Problems()
    for name in value:
        with problems.gathered():
            _check_declared(name, declared)
    cleaned: dict[str, Any] = {}
    for field in declared.fields:
        with problems.gathered():
            cleaned[field.name] = clean_field(field, value.get(field.name))
    problems.raise_any()
    _check_contradictions(kind, cleaned)
    return cleaned


def clean_field(field: Field, value: object) -> Any:
    """Return one field in its stored form; None and blank text mean unknown."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _CLEANERS[field.kind](field, value)


def _check_declared(name: object, declared: Kind) -> None:
    if isinstance(name, str) and declared.field(name):
        return
    known = ", ".join(one.name for one in declared.fields)
    raise InvalidInput(
        _("There is no such field here; there are: {known}.").format(known=known),
        field=str(name)[:80],
    )


def _date(field: Field, value: object) -> str:
    day = value if isinstance(value, date) and not isinstance(value, datetime) else _day(value)
    if day is None:
        raise InvalidInput(_("Give a date as YYYY-MM-DD."), field=field.name)
    if not field.earliest <= day <= field.latest:
        raise InvalidInput(
            _("Give a date from {earliest} to {latest}.").format(
                earliest=field.earliest, latest=field.latest
            ),
            field=field.name,
        )
    return day.isoformat()


def _day(value: object) -> date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def number(value: object) -> Decimal | None:
    """Read a finite decimal number from JSON or a form, or answer None.

    A float counts as the shortest text that stands for it; booleans are no numbers.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, int) and value.bit_length() > 200:
        return None
    written = value.strip() if isinstance(value, str) else str(value)
    return Decimal(written) if _NUMBER.fullmatch(written) else None


def _flop(field: Field, value: object) -> str:
    amount = number(value)
    if amount is None:
        raise InvalidInput(_("Give FLOP as a number such as 1.5e25."), field=field.name)
    if not 1 <= amount <= LARGEST_FLOP:
        raise InvalidInput(
            _("Give FLOP from 1 to 1e35; leave it empty where it is unknown."), field=field.name
        )
    return decimal_text(amount)


def _percent(field: Field, value: object) -> str:
    share = number(value)
    if share is None or not 0 <= share <= LARGEST_PERCENT:
        raise InvalidInput(_("Give a percentage from 0 to 1000, such as 30."), field=field.name)
    return decimal_text(share)


def decimal_text(value: Decimal) -> str:
    """Write a number the one way it is stored: 0.4, 30000, 1.5e25; no digit is lost."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits = "".join(map(str, value.as_tuple().digits)).lstrip("0").rstrip("0")
    exponent = value.adjusted()
    if -5 <= exponent < 6:
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{exponent}"


def _truth(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidInput(_("Answer true, false or null (unknown)."), field=field.name)
    return value


def _choice(field: Field, value: object) -> str:
    known = [one.value for one in field.choices]
    if not isinstance(value, str) or value not in known:
        raise InvalidInput(
            _("Choose from: {known}.").format(known=", ".join(known)), field=field.name
        )
    return value


def _choices(field: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple | set | frozenset) or not 0 < len(value) <= 50:
        raise InvalidInput(
            _("Give a list with at least one entry, or null (unknown)."), field=field.name
        )
    chosen = {_choice(field, one) for one in value}
    return [one.value for one in field.choices if one.value in chosen]


def _signatures(field: Field, value: object) -> dict[str, str | None]:
    if not isinstance(value, Mapping):
        raise InvalidInput(
            _(
                "Give the chapters signed, each with its day or null: "
                '{"transparency": "2025-08-01", "copyright": null}.'
            ),
            field=field.name,
        )
    signed = {_choice(field, chapter): day for chapter, day in value.items()}
    return {
        one.value: _date(field, signed[one.value]) if signed[one.value] is not None else None
        for one in field.choices
        if one.value in signed
    }


def _country(field: Field, value: object) -> str:
    code = countries.normalised(value) if isinstance(value, str) else None
    if code is None:
        raise InvalidInput(
            _("Give a country as its two-letter code (ISO 3166-1), such as FR."), field=field.name
        )
    return code


def _name(field: Field, value: object) -> str:
    return text.name(value, field=field.name, limit=field.limit)


def _text(field: Field, value: object) -> str | None:
    return text.prose(value, field=field.name, limit=field.limit) or None


_CLEANERS: Mapping[FieldKind, Callable[[Field, object], Any]] = MappingProxyType(
    {
        FieldKind.DATE: _date,
        FieldKind.FLOP: _flop,
        FieldKind.PERCENT: _percent,
        FieldKind.TRUTH: _truth,
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.SIGNATURES: _signatures,
        FieldKind.COUNTRY: _country,
        FieldKind.NAME: _name,
        FieldKind.TEXT: _text,
    }
)


def _check_contradictions(kind: str, value: Mapping[str, Any]) -> None:
    problems = Problems()
    for check in _CONTRADICTIONS.get(kind, ()):
        with problems.gathered():
            check(value)
    problems.raise_any()


def _check_cumulative(value: Mapping[str, Any]) -> None:
    training, cumulative = value["training_compute_flop"], value["cumulative_compute_flop"]
    # Guidelines, para. 116: the cumulative figure counts everything, parameter updates included.
    if training and cumulative and Decimal(cumulative) < Decimal(training):
        raise InvalidInput(
            _("The cumulative compute includes the training compute, so it cannot be smaller."),
            field="cumulative_compute_flop",
        )


def _check_mandate(value: Mapping[str, Any]) -> None:
    _check_order(value, "since", "until", _("A mandate cannot end before it begins."))


def _check_accepted(value: Mapping[str, Any]) -> None:
    _check_order(value, "submitted_on", "accepted_on", _DECIDED_EARLY)


def _check_rejected(value: Mapping[str, Any]) -> None:
    _check_order(value, "submitted_on", "rejected_on", _DECIDED_EARLY)


def _check_decided_once(value: Mapping[str, Any]) -> None:
    if value["accepted_on"] and value["rejected_on"]:
        raise InvalidInput(
            _("The arguments were either accepted or rejected; record the later decision alone."),
            field="rejected_on",
        )


def _check_order(value: Mapping[str, Any], earlier: str, later: str, message: StrOrPromise) -> None:
    if value[earlier] and value[later] and value[later] < value[earlier]:
        raise InvalidInput(message, field=later)


_DECIDED_EARLY = gettext_lazy("The decision cannot come before the arguments were submitted.")

_CONTRADICTIONS: Mapping[str, tuple[Callable[[Mapping[str, Any]], None], ...]] = MappingProxyType(
    {
        "compute": (_check_cumulative,),
        "representative": (_check_mandate,),
        "rebuttal": (_check_accepted, _check_rejected, _check_decided_once),
    }
)
