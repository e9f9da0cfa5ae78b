"""What a kind of entry is, and how its items are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from obligations.documents.outlines import Item, Kind

CODE = "Code of Practice, Safety and Security"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """One kind: ``plural`` is its name in the API, ``on_label`` what its day means.

    ``subject`` is "provider", "model" or "either"; ``documents`` the kinds of document whose
    version it is about; ``about`` the kind of entry it answers; ``slot`` the item that names its
    chain, or "*" where a subject has one chain.
    """

    key: str
    plural: str
    title: str
    on_label: str
    subject: str
    cite: str
    items: tuple[Item, ...]
    help: str = ""
    documents: tuple[str, ...] = ()
    about: str = ""
    slot: str = ""
    may_lie_ahead: bool = False
    doubts: tuple[str, ...] = ()

    def item(self, key: str) -> Item | None:
        """Find an item by its key."""
        return next((one for one in self.items if one.key == key), None)


def text(key: str, label: str, hint: str = "", *, optional: bool = False) -> Item:
    """Ask for words."""
    return Item(key=key, label=label, help=hint, is_optional=optional)


def lines(key: str, label: str, hint: str = "") -> Item:
    """Ask for a list, one entry on each line; it may stay empty."""
    return Item(key=key, label=label, help=hint, kind=Kind.LIST, is_optional=True)


def day(key: str, label: str, hint: str = "") -> Item:
    """Ask for a day; it may stay open."""
    return Item(key=key, label=label, help=hint, kind=Kind.DAY, is_optional=True)


def yes(key: str, label: str, hint: str = "", *, optional: bool = False) -> Item:
    """Ask yes or no."""
    return Item(key=key, label=label, help=hint, kind=Kind.YES_NO, is_optional=optional)


def choice(key: str, label: str, options: Mapping[str, str], hint: str = "") -> Item:
    """Ask to choose one of the options."""
    return Item(key=key, label=label, help=hint, kind=Kind.CHOICE, options=options)
