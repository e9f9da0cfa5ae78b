"""A submitted assessment as plain text, as it was frozen when it was submitted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from obligations import words
from obligations.law.deadlines import BRUSSELS
from obligations.models import Assessment, AssessmentEvidence
from providers.written import ENGLISH


@translation.override(ENGLISH)
def text(assessment: Assessment, evidence: Iterable[AssessmentEvidence]) -> bytes:
    """Write claim, position, the law's answer and the evidence with its hashes, in UTF-8."""
    ruling = assessment.ruling
    lines = [
        f"Assessment {assessment.number}: {ruling['title']}",
        "",
        f"Obligation: {ruling['cite']} ({ruling['key']})",
        f"Text in force: {ruling['edition']}",
        f"Submitted: {_instant(assessment.submitted_at)} by {assessment.submitted_by_name}",
        f"Claim of the provider: {words.word('claim', assessment.claim).text}",
        f"Way of demonstrating: {words.word('route', assessment.route).text}",
    ]
    lines += _part("Explanation of the way", assessment.route_explanation)
    lines += _part("Position", assessment.position or "No position in words.")
    lines += _part("What the law asks, as it was when submitted", ruling["because"])
    lines += ["", "Evidence frozen with it", ""]
    lines += [line for one in evidence for line in _evidence(one)] or ["None."]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _part(heading: str, body: str) -> list[str]:
    return ["", heading, "", body] if body else []


def _evidence(one: AssessmentEvidence) -> list[str]:
    version = one.version
    what = version.file_name or version.url or "written statement"
    named = f"- {one.title}, version {version.number} ({what}), SHA-256 {version.sha256}"
    return [named, *(f"  Removed: {redaction.text}" for redaction in version.redacted)]


def _instant(at: datetime | None) -> str:
    return f"{at.astimezone(BRUSSELS):%d.%m.%Y, %H:%M} (Brussels)" if at else "not recorded"
