"""What a new provider is asked first: its facts on one page, each of which may stay unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from obligations.forms.facts import ValueForm, initial
from providers.kinds import kind
from providers.models import Fact
from providers.services.facts import NewFact

ASKED = ("establishment", "size", "code-signature", "representative")


def provider_forms(data: Any, current: Mapping[str, Fact]) -> dict[str, ValueForm]:
    """Make the forms of the provider's facts, each beginning with what is recorded."""
    return {
        name: ValueForm(
            data,
            kind=kind(name),
            prefix=name,
            initial=initial(kind(name), current[name].value) if name in current else None,
        )
        for name in ASKED
    }


def changed_facts(
    forms: Mapping[str, ValueForm],
    current: Mapping[str, Fact],
    seen: Mapping[str, str],
    *,
    on: date,
) -> Iterator[NewFact]:
    """Give the facts that say something else than what is recorded.

    ``seen`` names by kind the fact the person saw, so that one recorded meanwhile is a conflict.
    """
    for name, form in forms.items():
        before = current.get(name)
        value = form.value()
        is_said = any(one is not None for one in value.values())
        if form.has_changed() and (is_said or before is not None):
            supersedes = _seen(seen.get(name, "")) if before is not None else None
            yield NewFact(kind=name, value=value, known_on=on, supersedes=supersedes)


def _seen(key: str) -> UUID:
    """Read the key of the fact a person saw; none at all is the key of no fact."""
    try:
        return UUID(key)
    except ValueError:
        return UUID(int=0)
