"""Whether evidence still covers the present: a fact of its own beside claim and decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from obligations.law.deadlines import brussels_day

SOON = timedelta(days=30)


class Freshness(StrEnum):
    """How the period that evidence covers relates to today."""

    NONE = "none"
    UNDATED = "undated"
    FRESH = "fresh"
    STALE_SOON = "stale-soon"
    STALE = "stale"


def of_evidence(covers_to: date | None, now: datetime) -> Freshness:
    """Return the freshness of one piece of evidence that covers time up to a day, inclusive."""
    if covers_to is None:
        return Freshness.UNDATED
    today = brussels_day(now)
    if covers_to < today:
        return Freshness.STALE
    # Compared as a difference: adding thirty days to the last day of the calendar would overflow.
    return Freshness.STALE_SOON if covers_to - today < SOON else Freshness.FRESH


def of_duty(covers_to: Iterable[date | None], now: datetime) -> Freshness:
    """Return the freshness of all evidence of one duty: that of the piece which reaches furthest.

    Undated evidence decides only where nothing is dated, because it shows nothing about today.
    """
    pieces = list(covers_to)
    if not pieces:
        return Freshness.NONE
    return of_evidence(max((day for day in pieces if day is not None), default=None), now)
