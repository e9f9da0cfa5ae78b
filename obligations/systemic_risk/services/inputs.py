"""The inputs of an amount of compute: from what was typed to what is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from obligations.law.ledger import Method
from providers.errors import InvalidInput
from providers.kinds.clean import decimal_text, number

MOST_PHASES = 100
_NAMES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Method.GIVEN: (("flop",), ()),
    Method.ARCHITECTURE: (("parameters", "tokens"), ("active_parameters",)),
    Method.PASSES: (("forward_passes", "operations_per_pass"), ()),
}
_UNITS = ("units", "peak_flop_per_second")


def clean(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs in their stored form, decimals as text; raise InvalidInput at the field."""
    if method not in list(Method):
        raise InvalidInput(
            _("Choose from: {methods}.").format(methods=", ".join(Method)), field="method"
        )
    if not isinstance(given, Mapping):
        raise InvalidInput(_("Give the inputs by their names."), field="inputs")
    if method == Method.HARDWARE:
        _check_names(given, ("phases",))
        return {"phases": _phases(given.get("phases"))}
    needed, optional = _NAMES[method]
    return _numbers(given, needed, optional)


def _phases(given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list | tuple) or not 0 < len(given) <= MOST_PHASES:
        raise InvalidInput(
            _("Give from 1 to {most} phases.").format(most=MOST_PHASES),
            field="phases",
        )
    return [_phase(one) for one in given]


def _phase(given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise InvalidInput(_("Give each phase by the names of its inputs."), field="phases")
    kinds = given.get("hardware")
    rest = {name: value for name, value in given.items() if name != "hardware"}
    if not kinds:
        return _numbers(rest, (*_UNITS, "utilisation"), ("days", "hours"))
    if not isinstance(kinds, list | tuple) or len(kinds) > MOST_PHASES:
        raise InvalidInput(
            _("Give at most {most} kinds of hardware.").format(most=MOST_PHASES),
            field="hardware",
        )
    rest = {name: value for name, value in rest.items() if value is not None}
    hardware = [_numbers(one, _UNITS, ()) for one in kinds]
    return {"hardware": hardware, **_numbers(rest, ("utilisation",), ("days", "hours"))}


def _numbers(given: Any, needed: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise InvalidInput(_("Give the inputs by their names."), field="inputs")
    _check_names(given, (*needed, *optional))
    found = {}
    for name in (*needed, *optional):
        value = given.get(name)
        if value is None or value == "":
            if name in needed:
                raise InvalidInput(_("This is needed."), field=name)
            continue
        amount = number(value)
        if amount is None:
            raise InvalidInput(_("Give a number such as 1.5e12."), field=name)
        found[name] = decimal_text(amount)
    return found


def _check_names(given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            told = _("There is no such input here; there are: {known}.").format(
                known=", ".join(known)
            )
            raise InvalidInput(told, field=str(name)[:80])


def decimals(value: Any) -> Any:
    """Turn stored inputs into the decimals the law reckons with."""
    if isinstance(value, Mapping):
        return {name: decimals(one) for name, one in value.items()}
    if isinstance(value, list):
        return [decimals(one) for one in value]
    return Decimal(value)
