"""The catalogue as rows: what is in force on a day, one entry, and search that forgives typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Edition, Place
from obligations.law.terms import Doubt, Entry
from obligations.models import EditionStep, Obligation
from obligations.queries.search import translated
from providers.models import Provider

# How much of a mistyped word has to agree with a word of a title (0 to 1).
ALIKE = 0.5
LONGEST_SEARCH = 200


def entries(on: date) -> QuerySet[Obligation]:
    """Give the entries in force on a day, over all instruments, in the order of the texts."""
    is_over = Q(valid_until__isnull=False, valid_until__lt=on)
    rows = Obligation.objects.filter(valid_from__lte=on).exclude(is_over)
    return rows.select_related("edition").order_by("instrument", "position", "pk")


def entry(key: str, on: date) -> Obligation | None:
    """Give one entry as it reads on a day; None where no text in force on that day has it."""
    return entries(on).filter(key=key).first()


def named(keys: Iterable[str], on: date) -> QuerySet[Obligation]:
    """Give the entries with these keys as they read on a day, in the order of the texts."""
    return entries(on).filter(key__in=list(keys))


@dataclass(slots=True)
class Known:
    """What the database has of one edition: whether a provider follows it, and its rows by key."""

    is_in_use: bool
    rows: dict[str, int] = field(default_factory=dict)


def known(on: date, provider: Provider | None) -> dict[Place, Known]:
    """Give the editions that had begun on a day with the rows that can bind, in one query.

    Whether an edition is in use is asked for a provider, which may be a step behind the others;
    None asks for the installation.
    """
    waits = EditionStep.waiting(provider, "edition") if provider else Value(False)
    rows = Obligation.objects.filter(valid_from__lte=on).exclude(rule="").annotate(waits=waits)
    found: dict[Place, Known] = {}
    names = ("instrument", "valid_from", "edition__held_at", "waits", "key", "pk")
    for instrument, day, held_at, does_wait, key, pk in rows.values_list(*names):
        one = found.setdefault((instrument, day), Known((held_at is None) is not does_wait))
        one.rows[key] = pk
    return found


def in_use(on: date, provider: Provider | None) -> tuple[Entry, ...]:
    """Give the text that duties of a provider follow on a day, in the order of the texts."""
    return tuple(one for edition in editions_in_use(on, provider) for one in edition.entries)


def editions_in_use(on: date, provider: Provider | None) -> tuple[Edition, ...]:
    """Give the edition of each text that duties of a provider follow on a day."""
    held = {place for place, one in known(on, provider).items() if not one.is_in_use}
    return catalogue().editions_on(on, held)


def doubts(names: Iterable[str]) -> list[Doubt]:
    """Give open questions by their ids, in the order asked for."""
    known = catalogue().doubts
    return [known[name] for name in names]


def search(*, text: str = "", instrument: str = "", as_of: date) -> QuerySet[Obligation]:
    """Find entries by key, citation, title or summary, the best first; titles forgive typing.

    Without ``text`` this lists everything in the order of the texts.
    """
    rows = entries(as_of)
    if instrument:
        rows = rows.filter(instrument=instrument)
    # PostgreSQL's text holds no NUL, so no entry can contain one.
    words = " ".join(text.replace("\0", " ").split())[:LONGEST_SEARCH]
    return _matching(rows, words) if words else rows


def _matching(rows: QuerySet[Obligation], words: str) -> QuerySet[Obligation]:
    named = Q(key__iexact=words) | Q(cite__iexact=words)
    literal = (
        Q(key__icontains=words)
        | Q(cite__icontains=words)
        | Q(title__icontains=words)
        | Q(summary__icontains=words)
        | Q(key__in=translated.keys(words, summaries=True))
    )
    graded = rows.annotate(
        likeness=TrigramWordSimilarity(words, "title"),
        is_named=_truth(named),
        is_literal=_truth(literal),
    )
    found = graded.filter(Q(is_literal=True) | Q(likeness__gte=ALIKE))
    return found.order_by(
        F("is_named").desc(),
        F("is_literal").desc(),
        F("likeness").desc(),
        "instrument",
        "position",
        "pk",
    )


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())
