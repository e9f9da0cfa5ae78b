"""Lists typed as one entry on each line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms

from obligations.forms.fields import prose

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def lines(
    label: StrOrPromise, *, help_text: StrOrPromise, required: bool = False, rows: int = 3
) -> forms.CharField:
    """Make a field for one entry on each line."""
    return prose(label, rows=rows, required=required, help_text=help_text)


def split(words: str) -> list[str]:
    """Read the entries; empty lines are none."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def joined(entries: Iterable[str]) -> str:
    """Write entries as they are typed."""
    return "\n".join(entries)
