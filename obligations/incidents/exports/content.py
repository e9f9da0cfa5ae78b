"""What a report says, as text and rows: the same for PDF, DOCX and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from obligations.incidents.models import IncidentReport
from obligations.incidents.words import CLASSES
from obligations.law.deadlines import BRUSSELS
from obligations.law.incident_reports import CITE, FIELDS, Field, Line
from obligations.law.incidents import IncidentClass
from obligations.law.wording import listed, long_date, weekday_date

UNKNOWN = "Not recorded"
DRAFT = "DRAFT, not submitted"


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as it is printed: paragraphs, or pairs where it has several lines."""

    number: int
    title: str
    item: str
    paragraphs: Sequence[str]
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Content:
    """A report ready to be set."""

    title: str
    provider: str
    mark: str
    cite: str
    head: Sequence[tuple[str, str]]
    fields: Sequence[Shown]
    facts: Sequence[tuple[str, str]]
    redactions: Sequence[tuple[str, str]]


def of(report: IncidentReport, particulars: Mapping[str, Any], *, is_draft: bool) -> Content:
    """Shape a report; what is missing is printed as missing with its reason."""
    return Content(
        title=f"{report.name} on a serious incident",
        provider=report.provider.name,
        mark=DRAFT if is_draft else "",
        cite=CITE,
        head=_head(report, particulars),
        fields=[_field(field, report.answers) for field in FIELDS],
        facts=_facts(particulars),
        redactions=[
            (line.label, words)
            for field in FIELDS
            for line in field.lines
            if (words := report.answers.get(line.key, {}).get("redacted"))
        ],
    )


def _head(report: IncidentReport, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the reader needs first: from whom, about what, when; the rest is in the record."""
    return [
        ("Provider", report.provider.name),
        ("Incident", f"{told['incident']}, report {told['number']}: {told['title']}"),
        ("To", told.get("recipients") or "Not sent yet"),
        ("Submitted", instant(told["submitted_at"]) or "Not submitted"),
        ("Reference", told.get("reference") or "None given"),
        ("Asked for by", CITE),
    ]


def _field(field: Field, answers: Mapping[str, Any]) -> Shown:
    pairs = [(line.label, _said(line, answers)) for line in field.lines]
    is_single = len(pairs) == 1
    return Shown(
        number=field.number,
        title=field.title,
        item=f"Measure 9.2, {field.item}" if field.item else "",
        paragraphs=_paragraphs(pairs[0][1]) if is_single else (),
        pairs=() if is_single else pairs,
    )


def _said(line: Line, answers: Mapping[str, Any]) -> str:
    answer = answers.get(line.key, {})
    if answer.get("text"):
        return str(answer["text"])
    reason = answer.get("missing_because")
    return f"Missing: {reason}" if reason else "Missing."


def _paragraphs(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]


def _facts(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    authorities = [
        f"{one['name']} ({one['member_state']}), "
        + (f"told {instant(one['told_at'])}" if one["told_at"] else "not told yet")
        for one in told["authorities"]
    ]
    rows = [
        ("Record", f"Incident {told['incident']}: {told['title']}"),
        ("Stage", f"{told['stage'].capitalize()}, report {told['number']} on this incident"),
        ("Classes", listed(CLASSES[IncidentClass(one)] for one in told["classes"])),
        ("Began", instant(told["occurred_at"])),
        ("First report received", instant(told["first_report_received_at"])),
        ("Aware of involvement", instant(told["aware_at"])),
        ("Who became aware", told["aware_by"]),
        ("Classified", instant(told["classified_at"])),
        ("Resolved", instant(told["resolved_at"])),
        ("Last day of this report", _day(told["due_on"])),
        ("How it is counted", told["due_because"]),
        ("What it rests on", told["basis"]),
        ("Models involved", listed(told["models"])),
        ("National authorities", "; ".join(authorities)),
        ("Told with it", "; ".join(told["told_with"]) or "No other incident"),
        ("Submitted", instant(told["submitted_at"])),
        ("To", told.get("recipients", "")),
        ("Channel", told.get("channel", "")),
        ("Reference", told.get("reference", "")),
    ]
    return [(term, value or UNKNOWN) for term, value in rows]


def instant(value: str | None) -> str:
    """Write an instant in Brussels time; nothing for nothing."""
    if not value:
        return ""
    local = datetime.fromisoformat(value).astimezone(BRUSSELS)
    return f"{long_date(local.date())}, {local:%H:%M} Brussels time"


def _day(value: str | None) -> str:
    return weekday_date(date.fromisoformat(value)) if value else ""
