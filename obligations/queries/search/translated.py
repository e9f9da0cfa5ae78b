"""Stored English found by the words of the reader's language, as the phrasebook says it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.db.models import Case, CharField, Q, Value, When

from obligations.catalogue.loader import catalogue
from obligations.phrasebook.shown import phrase
from providers import reader


def titles(words: Sequence[str], field: str = "title") -> list[Q]:
    """Say for each word which titles of the catalogue hold it in the reader's language.

    ``field`` is the column that keeps the title; nothing is asked of the database.
    """
    said = _titles(reader.language())
    return [_holding(said, word, field) for word in words]


def keys(words: str, *, summaries: bool = False) -> list[str]:
    """Name the entries whose title or citation holds words in the reader's language.

    ``summaries`` looks into what an entry asks as well. English is left to the database: nothing is
    named for it.
    """
    wanted = plain(words)
    told = _entries(reader.language(), summaries)
    return [key for key, text in told if wanted in text] if wanted else []


def named(titles: Mapping[str, str], column: str = "kind") -> Case:
    """Write what a column of keys is called, in English and in the reader's language.

    ``titles`` gives the English of each key; a key without a title is written as nothing.
    """
    whens = [
        When(**{column: key}, then=Value(f"{title} {phrase(title)}"))
        for key, title in titles.items()
    ]
    return Case(*whens, default=Value(""), output_field=CharField())


def clear() -> None:
    """Forget what every language says, as after another phrasebook was built."""
    _titles.cache_clear()
    _entries.cache_clear()


def plain(text: str) -> str:
    """Give a text without case and accents, as it is compared."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def _holding(said: Iterable[tuple[str, str]], word: str, field: str) -> Q:
    wanted = plain(word)
    return Q(**{f"{field}__in": [title for title, told in said if wanted in told]})


@lru_cache(maxsize=8)
def _titles(language: str) -> tuple[tuple[str, str], ...]:
    """Give each title of every edition with how a language says it; none where it says the same."""
    stored = {one.title for edition in catalogue().editions for one in edition.entries}
    told = ((title, phrase(title, language)) for title in sorted(stored))
    return tuple((title, plain(words)) for title, words in told if words != title)


@lru_cache(maxsize=8)
def _entries(language: str, summaries: bool) -> tuple[tuple[str, str], ...]:
    """Give the key of each entry of every edition with how a language says what it is called."""
    if language.partition("-")[0] == "en":
        return ()
    told: dict[str, set[str]] = {}
    for edition in catalogue().editions:
        for one in edition.entries:
            texts = (one.title, one.cite, one.summary) if summaries else (one.title, one.cite)
            told.setdefault(one.key, set()).update(plain(phrase(text, language)) for text in texts)
    return tuple((key, "\n".join(sorted(texts))) for key, texts in sorted(told.items()))
