"""Which rows hold the words somebody typed: by full text, by part, and by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramWordSimilarity
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from obligations.queries.catalogue import ALIKE, LONGEST_SEARCH

Rows = TypeVar("Rows", bound="QuerySet[Any]")
MOST_WORDS = 8
CONFIG = "english"


def split(typed: str) -> list[str]:
    """Give the words of what was typed, at most eight; PostgreSQL's text holds no NUL."""
    return typed.replace("\0", " ")[:LONGEST_SEARCH].split()[:MOST_WORDS]


def holding(rows: Rows, words: Sequence[str], *fields: str, also: Sequence[Q] = ()) -> Rows:
    """Keep the rows in whose fields every word is found, the likeliest first.

    A word is found where the stemmed text has it ("policies" finds "policy"), where it is part of
    the text ("53(1)"), or where a word of the text is like it ("copyrigt" finds "copyright").
    ``also`` says for each word which rows hold it in another way.
    """
    # Aliases, so that what is read through is neither computed once more nor sent with each row.
    rows = rows.alias(searched=_joined(fields))
    rows = rows.alias(stems=SearchVector("searched", config=CONFIG))
    likeness: Any = Value(0.0)
    for number, word in enumerate(words):
        rows = rows.alias(**{f"like_{number}": TrigramWordSimilarity(word, "searched")})
        found = Q(stems=SearchQuery(word, config=CONFIG)) | Q(searched__icontains=word)
        found |= Q(**{f"like_{number}__gte": ALIKE})
        rows = rows.filter(found | also[number] if also else found)
        likeness = likeness + F(f"like_{number}")
    return rows.alias(likeness=likeness).order_by("-likeness", "pk")


def values_by_word(
    rows: QuerySet[Any], words: Sequence[str], column: str, *fields: str, also: Sequence[Q] = ()
) -> list[QuerySet[Any]]:
    """Give, for each word alone, the values of a column in the rows that hold it, unasked."""
    told: list[list[Q]] = [[one] for one in also] or [[] for _ in words]
    return [
        holding(rows, [word], *fields, also=other).order_by().values(column)
        for word, other in zip(words, told, strict=True)
    ]


class Said(Func):
    """What a column of JSON says: every text and number below a path, without any name of a key.

    ``path`` is one of PostgreSQL's SQL/JSON paths, written by the product itself, such as
    ``$.*.value`` for the values of all items.
    """

    template = (
        "jsonb_path_query_array(%(expressions)s, "
        """'%(path)s.** ? (@.type() == "string" || @.type() == "number")')::text"""
    )
    output_field = TextField()

    def __init__(self, column: str, path: str) -> None:
        super().__init__(F(column), path=path)


def _joined(fields: Sequence[str]) -> Any:
    parts: list[Any] = []
    for name in fields:
        parts += [
            Coalesce(Cast(F(name), TextField()), Value(""), output_field=TextField()),
            Value(" "),
        ]
    return Concat(*parts, output_field=TextField())
