"""A reviewer's file note: one submission, its evidence with hashes, its decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation

from obligations import words
from obligations.exports import typeset
from obligations.law.workflow import AssessmentStatus
from obligations.queries.submissions import Submission
from providers import written

UNDECIDED = "Not decided yet"


@translation.override(written.ENGLISH)
def make(submission: Submission, *, written_by: str, now: datetime) -> bytes:
    """Build the note as a PDF. It states three facts and no verdict on the provider."""
    return typeset.pdf("file-note", _data(submission, written_by, now))


def _data(submission: Submission, written_by: str, now: datetime) -> dict[str, Any]:
    assessment = submission.assessment
    review = getattr(assessment, "review", None)
    ruling = assessment.ruling
    return {
        "title": f"File note: {ruling['title']}",
        "written": f"{written_by}, {_instant(now)}",
        "facts": [
            ["Provider", assessment.provider.name],
            ["Model", submission.ai_model.name if submission.ai_model else "The provider itself"],
            ["Obligation", f"{ruling['cite']} ({ruling['key']})"],
            ["Text in force", ruling["edition"]],
            ["Submission", f"Number {assessment.number}, {_instant(assessment.submitted_at)}"],
            ["Submitted by", assessment.submitted_by_name],
        ],
        "law": ruling["because"],
        "claim": words.word("claim", assessment.claim).text,
        "position": assessment.position or "No position in words.",
        "route": words.word("route", assessment.route).text,
        "route_explanation": assessment.route_explanation,
        "decision": UNDECIDED
        if assessment.status == AssessmentStatus.SUBMITTED
        else words.word("assessment", assessment.status).text,
        "reason": review.reason if review else "",
        "decided": f"{review.decided_by_name}, {_instant(review.decided_at)}" if review else "",
        "evidence": [*_evidence(submission)],
        "remarks": [
            [f"{one.written_by_name}, {_instant(one.written_at)}", one.text]
            for one in submission.comments
        ],
    }


def _evidence(submission: Submission) -> Iterator[dict[str, Any]]:
    for frozen in submission.evidence:
        version = frozen.version
        yield {
            "title": frozen.title,
            "proves": frozen.proves or "Not said.",
            "what": version.file_name or version.url or "Written statement",
            "period": _period(version.covers_from, version.covers_to),
            "size": f"{version.size:,} bytes",
            "sha256": version.sha256,
            "redactions": [one.text for one in version.redacted],
        }


def _period(begins: date | None, ends: date | None) -> str:
    if begins is None and ends is None:
        return "No period stated"
    return " to ".join(written.short_day(day) if day else "open" for day in (begins, ends))


def _instant(value: datetime | None) -> str:
    if value is None:
        return "not recorded"
    return written.instant(timezone.localtime(value))
