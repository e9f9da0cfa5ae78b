"""What a kind of fact is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Subject(StrEnum):
    """Whom a fact is about."""

    PROVIDER = "provider"
    MODEL = "model"


class FieldKind(StrEnum):
    """How a field is typed in, stored and shown; every one of them may be unknown (null)."""

    DATE = "date"
    FLOP = "flop"
    PERCENT = "percent"
    TRUTH = "truth"
    CHOICE = "choice"
    CHOICES = "choices"
    SIGNATURES = "signatures"
    COUNTRY = "country"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, and how people call it."""

    value: str
    label: StrOrPromise


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a fact. Dates keep to ``earliest`` and ``latest``, text to ``limit`` characters.

    ``choices`` are the answers of CHOICE and CHOICES, and the Code's chapters of SIGNATURES.
    """

    name: str
    label: StrOrPromise
    kind: FieldKind
    help: StrOrPromise = ""
    cite: str = ""
    choices: tuple[Choice, ...] = ()
    earliest: date = date(2024, 1, 1)
    latest: date = date(2100, 12, 31)
    limit: int = 5_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: whom it is about, what it says, and the article that asks for it."""

    name: str
    title: StrOrPromise
    subject: Subject
    help: StrOrPromise
    cite: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Find a field by its name."""
        return next((one for one in self.fields if one.name == name), None)


# All the computers of the world could not reach this in a century.
LARGEST_FLOP = Decimal("1e35")
LARGEST_PERCENT = Decimal(1000)
