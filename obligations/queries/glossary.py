"""The terms of the glossary that hold all of some words."""

from __future__ import annotations

from collections.abc import Sequence

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Term
from obligations.phrasebook import shown
from obligations.queries.search.translated import plain


def holding(words: Sequence[str]) -> list[Term]:
    """Give the terms in which every word occurs, by their name in the reader's language."""
    wanted = [plain(one) for one in words]
    found = [one for one in catalogue().glossary if all(word in _read(one) for word in wanted)]
    return sorted(found, key=lambda one: plain(shown.phrase(one.term)))


def _read(term: Term) -> str:
    """Give all that is said of a term, in the reader's language and in English, as compared."""
    said = (term.term, term.meaning, term.cite)
    return plain(" ".join((*said, *map(shown.phrase, said[:2]))))
