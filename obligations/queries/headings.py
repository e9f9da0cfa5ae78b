"""What stands above a group of things on the start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Heading:
    """How a group is called and what to do about it; ``name`` is its id on the page."""

    name: str
    title: StrOrPromise
    step: StrOrPromise
    tone: str
    icon: str
