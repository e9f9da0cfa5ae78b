"""What the one policy document of Measure 1.1 must contain: every measure of the chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the chapter asks for; ``is_encouraged`` ones bind nobody."""

    key: str
    title: str
    cite: str
    is_encouraged: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which part of a policy answers one thing asked; ``part`` is empty where none does."""

    asked: Asked
    part: str

    @property
    def is_missing(self) -> bool:
        """Whether something binding is answered by no part."""
        return not self.part and not self.asked.is_encouraged


ASKED = (
    Asked("cop-cr-1.1-1", "One policy, kept current, with responsibilities", "Measure 1.1(1)"),
    Asked("cop-cr-1.1-2", "A public summary of the policy", "Measure 1.1(2)", True),
    Asked("cop-cr-1.2-1-a", "No circumvention of technical protection", "Measure 1.2(1)(a)"),
    Asked("cop-cr-1.2-1-b", "Piracy sites left out when crawling", "Measure 1.2(1)(b)"),
    Asked("cop-cr-1.3-1-a", "robots.txt is read and followed", "Measure 1.3(1)(a)"),
    Asked("cop-cr-1.3-1-b", "Other machine-readable reservations", "Measure 1.3(1)(b)"),
    Asked("cop-cr-1.3-3", "Part in developing protocols", "Measure 1.3(3)", True),
    Asked("cop-cr-1.3-4", "Information on crawlers and notification", "Measure 1.3(4)"),
    Asked("cop-cr-1.3-5", "No harm to indexing in search", "Measure 1.3(5)", True),
    Asked("cop-cr-1.4-1-a", "Safeguards against infringing output", "Measure 1.4(1)(a)"),
    Asked("cop-cr-1.4-1-b", "Infringing uses are prohibited", "Measure 1.4(1)(b)"),
    Asked("cop-cr-1.5-1", "Contact point for rightsholders", "Measure 1.5(1)"),
    Asked("cop-cr-1.5-2", "Complaints", "Measure 1.5(2)"),
)
KEYS = frozenset(one.key for one in ASKED)


def coverage(covers: Mapping[str, str]) -> tuple[Coverage, ...]:
    """Set each thing asked beside the part of the policy that answers it.

    Whether the part is enough is not judged. Measure 1.1(1): one document with all measures.
    """
    return tuple(Coverage(one, covers.get(one.key, "").strip()) for one in ASKED)


def missing(covers: Mapping[str, str]) -> tuple[Asked, ...]:
    """Name the binding measures that no part of the policy answers."""
    return tuple(one.asked for one in coverage(covers) if one.is_missing)
