"""The status of a model on one document, for people who decide about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from obligations import words
from obligations.exports import typeset
from obligations.law.workflow import WorkStatus
from obligations.models import Duty
from obligations.queries.status import Standing
from providers import written


@translation.override(written.ENGLISH)
def make(standing: Standing, *, written_by: str, now: datetime) -> bytes:
    """Build the sheet as a PDF. Claim, decision and evidence stand side by side, unmerged."""
    return typeset.pdf("status", _data(standing, written_by, now))


def _data(standing: Standing, written_by: str, now: datetime) -> dict[str, Any]:
    return {
        "title": f"Status of {standing.ai_model.name}",
        "provider": standing.ai_model.provider.name,
        "written": f"{written_by}, {written.instant(timezone.localtime(now))}",
        "owed": str(len(standing.owed)),
        "unknown": str(len(standing.undetermined)),
        "summary": [*_summary(standing)],
        "duties": [_row(one) for one in standing.owed],
        "undetermined": [
            [one.obligation.title, one.cite, one.because] for one in standing.undetermined
        ],
    }


def _summary(standing: Standing) -> list[list[str]]:
    if standing.progress is None:
        return []
    return [
        [
            str(words.KINDS[bar.kind]),
            ", ".join(f"{words.word(bar.kind, one.value).text}: {one.count}" for one in bar.parts),
        ]
        for bar in standing.progress.bars
    ]


def _row(duty: Duty) -> list[str]:
    return [
        f"{duty.obligation.title} ({duty.cite})",
        _due(duty),
        words.word("claim", duty.claim).text,
        words.word("decision", duty.decision).text,
        words.word("evidence", duty.freshness).text,
    ]


def _due(duty: Duty) -> str:
    if duty.due_on:
        return written.short_day(duty.due_on)
    return "No day running" if duty.work_status == WorkStatus.HANDED_IN else "No day set"
