"""Counts over everything that was shared with the AI Office; each leads to the list it counts.

Claims and decisions are counted apart: a claim says what a provider states, a decision what a
reviewer answered. Whether evidence is fresh today stays the provider's to know. Rooms add their
pictures when the product starts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from obligations.law.workflow import AssessmentStatus, Claim
from obligations.queries import queues, submissions
from obligations.queries.progress import Bar, parts
from obligations.queries.texts import TEXTS, name_of_text
from providers.actors import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ORDER: dict[str, Sequence[str]] = {
    "claim": tuple(Claim),
    "assessment": (
        AssessmentStatus.ACCEPTED,
        AssessmentStatus.SUBMITTED,
        AssessmentStatus.RETURNED,
        AssessmentStatus.WITHDRAWN,
    ),
}


@dataclass(frozen=True, slots=True)
class OfText:
    """How many submissions are about one text, with their claims and statuses apart."""

    name: str
    title: StrOrPromise
    count: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Line:
    """One number with its bar (a length out of 100) and the path of what it counts."""

    label: str
    count: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Numbers beside each other; ``tone`` is the colour of their bars."""

    title: str
    note: str
    tone: str
    lines: Sequence[Line]


MAKERS: list[Callable[[Actor, datetime], Picture]] = []


def register(*makers: Callable[[Actor, datetime], Picture]) -> None:
    """Add pictures; asked for once, when an app is ready."""
    MAKERS.extend(makers)


def pictures(actor: Actor, *, now: datetime) -> list[Picture]:
    """Draw every picture over what the actor may read, each in a constant number of queries."""
    return [make(actor, now) for make in (_waiting, *MAKERS)]


def lines(counted: Sequence[tuple[str, int, str]]) -> list[Line]:
    """Lay out labels, counts and paths; the greatest count fills its bar."""
    greatest = max((count for _, count, _ in counted), default=0) or 1
    return [
        Line(label, count, path, round(100 * count / greatest, 3)) for label, count, path in counted
    ]


def by_text(actor: Actor) -> list[OfText]:
    """Count claims and statuses of submissions by text, in one query; empty texts are left out."""
    rows = submissions.submitted(actor).select_related(None).order_by()
    counted: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    grouped = rows.annotate(text=name_of_text("duty__")).values_list("text", "claim", "status")
    for text, claim, status, count in grouped.annotate(Count("pk")):
        counted[text].append((claim, status, count))
    return [
        _of_text(one.name, one.title, counted[one.name]) for one in TEXTS if one.name in counted
    ]


def _of_text(name: str, title: StrOrPromise, groups: Sequence[tuple[str, str, int]]) -> OfText:
    claims: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for claim, status, count in groups:
        claims[claim] += count
        statuses[status] += count
    whole = claims.total()
    bars = [
        Bar("claim", parts(ORDER["claim"], claims, whole)),
        Bar("assessment", parts(ORDER["assessment"], statuses, whole)),
    ]
    return OfText(name, title, whole, bars)


def _waiting(actor: Actor, now: datetime) -> Picture:
    rows = submissions.submitted(actor).filter(queues.WAITING).order_by()
    ages = (0, *queues.AGES)
    counted = rows.aggregate(
        **{
            f"of_{days}": Count("pk", filter=Q(submitted_at__lte=now - timedelta(days=days)))
            for days in ages
        }
    )
    return Picture(
        gettext("Waiting, by age"),
        gettext(
            "Submissions without a decision. Each line counts those of the lines below it too."
        ),
        "info",
        lines([(_aged(days), counted[f"of_{days}"], _listed(days)) for days in ages]),
    )


def _aged(days: int) -> str:
    return gettext("{days} days or more").format(days=days) if days else gettext("All that wait")


def _listed(days: int) -> str:
    age = {"age": days} if days else {}
    query = urlencode({"status": AssessmentStatus.SUBMITTED.value, **age})
    return f"{reverse('office-submissions')}?{query}"
