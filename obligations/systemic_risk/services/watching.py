"""Entries that bring a model to the threshold of systemic risk, or near it: officers hear."""

from __future__ import annotations

from datetime import datetime

from obligations.law.deadlines import brussels_day
from obligations.law.forecast import Forecast
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.queries import foreseen, ledger, recorded
from obligations.systemic_risk.services import announcements


def keep(row: ComputeEntry, *, now: datetime) -> None:
    """Write an entry, within the provider's turn, and tell officers of what first appears by it.

    Nothing is told of what the ledger said before, nor where the facts run the two weeks from no
    later day, or an accepted rebuttal settled them.
    """
    before = _forecast(row, now)
    row.save(force_insert=True)
    after = _forecast(row, now)
    if before.runs_from is not None or not (after.runs_from or foreseen.is_near(after)):
        return
    known = recorded.of_models([row.ai_model], on=brussels_day(now))[row.ai_model_id]
    if known.covers(after.runs_from):
        return
    if after.runs_from is not None:
        announcements.crosses(row, after.runs_from, known, now)
    elif not foreseen.is_near(before):
        announcements.comes_near(row, now)


def _forecast(row: ComputeEntry, now: datetime) -> Forecast:
    return ledger.standing(row.ai_model, on=brussels_day(now)).systemic
