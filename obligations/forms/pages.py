"""From the flat questions of an address to the nested bodies of the API, and errors back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

from obligations.law.figures import ImpossibleValue
from providers.rest.bodies import Body, read


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Turn ``{"model.size": 1}`` into ``{"model": {"size": 1}}``; None is left out."""
    body: dict[str, Any] = {}
    for path, value in flat.items():
        if value is None:
            continue
        *groups, name = path.split(".")
        place = body
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = value
    return body


def read_into(form: forms.Form, kind: type[Body], body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read a body as the API does; what it refuses goes beside the fields, and None comes back."""
    try:
        return read(kind, body)
    except ValidationError as refusal:
        for name, message in _flat("", refusal.detail):
            place(form, name, message)
    return None


def place(form: forms.Form, name: str, message: str) -> None:
    """Put a refusal beside the field it names, or above the form; of a list, beside the list."""
    whole = name.rpartition("[")[0]
    form.add_error(next((one for one in (name, whole) if one in form.fields), None), message)


def place_impossible(form: forms.Form, refusal: ValueError, *, otherwise: str = "") -> None:
    """Put what the law refuses beside its field; ``otherwise`` is the field if it names none."""
    if isinstance(refusal, ImpossibleValue):
        place(form, refusal.field, refusal.message)
    else:
        place(form, otherwise, str(refusal))


def _flat(name: str, detail: Any) -> Iterator[tuple[str, str]]:
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            yield from _flat(_inner(name, key), value)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            yield from _flat(f"{name}[{index}]" if isinstance(value, Mapping) else name, value)
    else:
        yield name, str(detail)


def _inner(name: str, key: object) -> str:
    if isinstance(key, int):
        return f"{name}[{key}]"
    inner = "" if key == api_settings.NON_FIELD_ERRORS_KEY else str(key)
    return ".".join(part for part in (name, inner) if part)
