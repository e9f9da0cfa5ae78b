"""Whom a text names with an @: members of one provider, by their whole name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from obligations.queries import people
from providers.models import Provider


def mentioned(text: str, provider: Provider) -> frozenset[UUID]:
    """Say which present members of the provider a text names; nobody of another provider.

    Two members of one name are both meant. A text without an @ costs no query.
    """
    if "@" not in text:
        return frozenset()
    return named_in(text, {one.pk: one.name for one in people.members(provider) if one.name})


def named_in(text: str, names: Mapping[UUID, str]) -> frozenset[UUID]:
    """Say whose whole name follows an @, in upper or lower case; the longest name counts."""
    plain = {person: _plain(name) for person, name in names.items()}
    if not plain:
        return frozenset()
    found = set(_pattern(set(plain.values())).findall(_plain(text)))
    return frozenset(person for person, name in plain.items() if name in found)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    # An @ inside a word belongs to an address of mail.
    return re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
