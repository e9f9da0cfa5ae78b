"""Who hears of what: reviewers of notifications and requests, officers of the threshold; once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from obligations.law.wording import long_date, weekday_date
from obligations.queries import notices as people
from obligations.services import notices
from obligations.systemic_risk.models import ComputeEntry, Notification, Reassessment
from obligations.systemic_risk.queries.recorded import Recorded


def notified(row: Notification, now: datetime) -> None:
    """Tell of a notification that was sent, in the transaction that records it."""
    arguments = " with arguments against the classification" if row.with_rebuttal else ""
    _tell(
        row,
        kind="notification.received",
        title=f"Notification of {row.model_name or row.ai_model.name} by {row.provider.name}",
        text=f"Sent under Art. 52(1){arguments}, recorded by {row.sent_by_name}.",
        path=f"/office/notifications/{row.pk}/",
        now=now,
    )


def asked(row: Reassessment, now: datetime) -> None:
    """Tell of a request for reassessment, in the transaction that records it."""
    _tell(
        row,
        kind="reassessment.received",
        title=f"Reassessment of {row.ai_model.name} asked for by {row.provider.name}",
        text=f"Under Art. 52(5), on {long_date(row.requested_on)}.",
        path=f"/office/reassessments/{row.pk}/",
        now=now,
    )


def crosses(row: ComputeEntry, day: date, known: Recorded, now: datetime) -> None:
    """Tell officers that a ledger came over the threshold by an entry, which no fact says yet.

    ``day`` is that on which it was met or known by the ledger.
    """
    _warn(
        row,
        title=f"Training compute of {row.ai_model.name}: more than 10^25 FLOP by its ledger",
        text=(
            "What was done and is planned comes to more than 10^25 FLOP since an entry of "
            f"{row.recorded_by_name}. {_weeks_told(day, known)} {_facts_told(known)}"
        ),
        now=now,
    )


def _weeks_told(day: date, known: Recorded) -> str:
    weeks, since = known.two_weeks(day), long_date(day)
    if known.rests is False or known.is_open:
        return f"It has been met or known since {since}."
    if weeks.is_outer_limit:
        return f"It has been met or known since {since}. {weeks.due.because} {weeks.doubt}"
    counted = (
        f"The two weeks of Art. 52(1) run from {long_date(weeks.runs_from)} and end on "
        f"{weekday_date(weeks.due.strict)}."
    )
    if weeks.doubt:
        counted = f"{counted} {weeks.doubt}"
    if weeks.runs_from > day:
        return f"It has been met or known since {since}, before Chapter V began to apply. {counted}"
    return counted


def _facts_told(known: Recorded) -> str:
    if known.is_open:
        return (
            "Whether a notification is owed is not known: no deadline stands for it before the "
            "missing facts of the model are recorded."
        )
    if known.rests is False:
        return (
            "By the facts no notification rests on the model, and no deadline follows: see whether "
            "they are right."
        )
    if known.known_on is None:
        return (
            "No deadline stands for it before the facts are recorded: look at the ledger and "
            "record them."
        )
    return (
        f"The deadline is counted from {long_date(known.known_on)}, which the facts say: look at "
        "the ledger and record the earlier day."
    )


def comes_near(row: ComputeEntry, now: datetime) -> None:
    """Tell officers that a ledger came near the threshold by an entry (A12)."""
    _warn(
        row,
        title=f"Training compute of {row.ai_model.name}: near 10^25 FLOP by its ledger",
        text=(
            f"It came near by an entry of {row.recorded_by_name}. With the tolerance of 30 % it "
            "may be more than 10^25 FLOP. The estimate itself decides; watch it closely (A12)."
        ),
        now=now,
    )


def _warn(row: ComputeEntry, *, title: str, text: str, now: datetime) -> None:
    notices.queue(
        recipients=people.people(row.provider),
        kind="compute.threshold",
        key=f"compute.threshold:{row.pk}",
        title=title,
        text=text,
        path=f"/models/{row.ai_model_id}/compute/",
        provider=row.provider,
        now=now,
        is_always_mailed=True,
    )


def _tell(row: Any, *, kind: str, title: str, text: str, path: str, now: datetime) -> None:
    notices.queue(
        recipients=people.reviewers(row.provider),
        kind=kind,
        key=f"{kind}:{row.pk}",
        title=title,
        text=text,
        path=path,
        provider=row.provider,
        now=now,
    )
