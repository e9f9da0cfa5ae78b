"""Entries that bring a model to the threshold of systemic risk, or near it: officers hear."""

from __future__ import annotations

from datetime import date, datetime

from obligations.catalogue.loader import catalogue
from obligations.law import deadlines
from obligations.law.deadlines import brussels_day
from obligations.law.forecast import Forecast
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.queries import foreseen, ledger
from obligations.systemic_risk.services import announcements

CLOCK = "aia-52-1-notification"


def keep(row: ComputeEntry, *, now: datetime) -> None:
    """Write an entry, within the provider's turn, and tell officers of what first appears by it.

    Nothing is told of what the ledger said before, nor where a recorded day runs the two weeks.
    """
    before = _forecast(row, now)
    row.save(force_insert=True)
    after = _forecast(row, now)
    if after.runs_from is not None:
        known = foreseen.known_days([row.ai_model_id]).get(row.ai_model_id)
        if before.runs_from is None and not foreseen.is_recorded(after, known):
            announcements.crosses(row, after.runs_from, _last_day(after.runs_from), now)
    elif foreseen.is_near(after) and before.runs_from is None and not foreseen.is_near(before):
        announcements.comes_near(row, now)


def _last_day(runs_from: date) -> date | None:
    """Give the strict end of the two weeks; None where they were none yet on that day."""
    if runs_from < CHAPTER_V_APPLIES:
        return None
    texts = catalogue()
    return deadlines.due(texts.clocks[CLOCK], runs_from, texts.working_days()).strict


def _forecast(row: ComputeEntry, now: datetime) -> Forecast:
    return ledger.standing(row.ai_model, on=brussels_day(now)).systemic
