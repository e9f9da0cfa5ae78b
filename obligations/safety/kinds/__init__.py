"""The declared kinds of entries: what each asks for, and from which text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from obligations.safety.kinds.assessments import ASSESSMENTS
from obligations.safety.kinds.giving import GIVING
from obligations.safety.kinds.references import REFERENCES
from obligations.safety.kinds.risks import RISKS
from obligations.safety.kinds.terms import EntryKind
from obligations.safety.kinds.updates import UPDATES

__all__ = ["KINDS", "EntryKind", "of_subject"]

_ALL: tuple[EntryKind, ...] = (*GIVING, *UPDATES, *ASSESSMENTS, *REFERENCES, *RISKS)
KINDS: Mapping[str, EntryKind] = {one.key: one for one in _ALL}


def of_subject(subject: str) -> Iterator[EntryKind]:
    """Give the kinds a page about the provider or a model offers; the register has its own."""
    for one in _ALL:
        if one.key != "risk" and one.subject in (subject, "either"):
            yield one
