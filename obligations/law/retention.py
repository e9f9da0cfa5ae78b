"""Until when a document must be kept (AI Act, Art. 54(3)(b); Code of Practice)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.law import periods, wording
from obligations.law.terms import Period, Retention, RetentionStart, Unit


@dataclass(frozen=True)
class KeepUntil:
    """The last day on which something must still be there; None while that is not known."""

    day: date | None
    because: str
    cite: str
    doubts: tuple[str, ...] = ()


def keep_until(
    retention: Retention | None,
    *,
    placed_on: date | None = None,
    documented_on: date | None = None,
    incident_on: date | None = None,
) -> KeepUntil:
    """Return until when to keep what a duty asks for. Never a reason to delete before all is known.

    ``placed_on`` is the first placing of the model on the Union market: a new version of the same
    model, or its withdrawal, starts no new period by itself (A21, A17).
    """
    if retention is None:
        return KeepUntil(None, "The texts state no retention period for this.", "")
    length = Period(retention.years, Unit.YEARS)
    start, told = placed_on, "placing on the Union market"
    doubts: tuple[str, ...] = ("A17", "A21")
    if retention.start is RetentionStart.LATER_OF_DOCUMENTATION_AND_INCIDENT:
        start, told, doubts = None, "the later of documentation and incident", ()
        if documented_on is not None and incident_on is not None:
            start = max(documented_on, incident_on)
    if start is None:
        because = f"{str(length).capitalize()} from {told}; that day is not known yet."
        return KeepUntil(None, because, retention.cite, doubts)
    last = periods.strict_end(start, length)
    because = (
        f"{str(length).capitalize()} from {told}, {wording.long_date(start)}: "
        f"keep until {wording.long_date(last)}."
    )
    return KeepUntil(last, because, retention.cite, doubts)
