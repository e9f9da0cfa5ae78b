"""The lists of obligations as sheets: what stands in their columns.

Work, claim, decision and evidence stay four columns; an open answer is "Not enough is known".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from obligations import words
from providers.sheets.columns import Sheet

ITSELF = "The provider itself"


def link(path: str) -> str:
    """Give the address of a page as it is reached from outside."""
    return f"{settings.BASE_URL}{path}" if path else ""


def model_name(row: Any) -> str:
    """Name the model of a row, or say that it is about the provider."""
    return str(row.ai_model.name) if row.ai_model else ITSELF


def said(kind: str, name: str) -> Callable[[Any], str]:
    """Say the status in a column in the words of the pages."""
    return lambda row: words.word(kind, getattr(row, name)).text


def _flag(row: Any) -> str:
    return words.word("flag", "met" if row.met_at else row.flag).text


def _answer(row: Any) -> str:
    return words.word("answer", row.answer_state).text if row.answer_state else ""


DUTIES = Sheet(
    "duties",
    {
        "Key": "key",
        "Obligation": "obligation.title",
        "Citation": "cite",
        "Model": model_name,
        "Owed": said("owed", "owed"),
        "Because": "because",
        "Applies from": "applies_from",
        "Enforceable from": "enforceable_from",
        "Strict last day": "due_on",
        "Deadline": said("flag", "flag"),
        "Work": said("work", "work_status"),
        "Claim": said("claim", "claim"),
        "Decision": said("decision", "decision"),
        "Evidence": said("evidence", "freshness"),
        "Pieces of evidence": "evidence_count",
        "Assigned to": lambda row: str(row.assignee or row.team or ""),
        "Own target": "target_on",
        "Missing facts": "missing",
        "Doubts": "doubts",
        "Changed": "changed_at",
        "Ended on": "ended_on",
        "Page": lambda row: link(f"/duties/{row.pk}/"),
        "Id": "pk",
    },
)
MODELS = Sheet(
    "models",
    {
        "Model": "name",
        "Description": "description",
        "Base model": "base_model_name",
        "Owed": "owed_count",
        "Not enough is known": "unknown_count",
        "Without evidence": "evidence_free_count",
        "Overdue": "overdue_count",
        "Registered": "created_at",
        "Page": lambda row: link(f"/models/{row.pk}/"),
        "Id": "pk",
    },
)
DEADLINES = Sheet(
    "deadlines",
    {
        "Strict last day": "due_on",
        "Deadline": _flag,
        "What": "title",
        "About": "matter_title",
        "Model": model_name,
        "Citation": "cite",
        "Counted how": "because",
        "Counted from": "event_on",
        "Regulation 1182/71 view": "rolled_on",
        "Provisional": "is_provisional",
        "Done on": "done_on",
        "Met": "met_at",
        "Page": lambda row: link(row.page),
        "Id": "pk",
    },
)
NOTICES = Sheet(
    "inbox",
    {
        "Told": "queued_at",
        "Kind": "kind",
        "Title": "title",
        "Text": "text",
        "Provider": "provider.name",
        "Read": "read_at",
        "Put off until": "snoozed_until",
        "Page": lambda row: link(row.path),
    },
)
SUBMISSIONS = Sheet(
    "submissions",
    {
        "Provider": "provider.name",
        "Obligation": "ruling.title",
        "Citation": "ruling.cite",
        "Key": "duty.key",
        "Model": lambda row: model_name(row.duty),
        "Number": "number",
        "Submitted": "submitted_at",
        "Claim": said("claim", "claim"),
        "Status": said("assessment", "status"),
        "Next clock": lambda row: (row.next_clock or {}).get("title", ""),
        "Strict last day": "next_on",
        "Answer asked for": _answer,
        "Answer asked for by": "asked_on",
        "Decided": "decided_at",
        "Page": lambda row: link(f"/office/submissions/{row.pk}/"),
        "Id": "pk",
    },
)
PROVIDERS = Sheet(
    "providers",
    {
        "Provider": "name",
        "Waiting": "waiting",
        "Oldest waiting since": "oldest_waiting",
        "Accepted": "accepted",
        "Returned": "returned",
        "Last submission": "last_submitted",
        "Id": "pk",
    },
)
ACCESS = Sheet(
    "access",
    {
        "Reviewer": lambda row: str(row.reviewer),
        "Provider": "provider.name",
        "First day": "begins_on",
        "Last day": "ends_on",
        "Reason": "because",
        "Given": "given_at",
        "Given by": "given_by_name",
        "Ended": "ended_at",
        "Ended by": "ended_by_name",
        "Ended because": "ended_because",
        "Id": "pk",
    },
)
DECISIONS = Sheet(
    "decisions",
    {
        "Provider": "provider.name",
        "Obligation": "assessment.ruling.title",
        "Citation": "assessment.ruling.cite",
        "Number": "assessment.number",
        "Decision": said("decision", "decision"),
        "Reason": "reason",
        "Decided": "decided_at",
        "Id": "pk",
    },
)
CATALOGUE = Sheet(
    "catalogue",
    {
        "Key": "key",
        "Title": "title",
        "Summary": "summary",
        "Citation": "cite",
        "Text": "instrument",
        "Chapter": "chapter",
        "Kind": "kind",
        "Applies from": "applies_from",
        "Enforceable from": "enforceable_from",
        "Audience": "audience",
        "Measures": "measures",
        "How far verified": "confidence",
        "Source": "source_url",
        "Page": lambda row: link(f"/catalogue/{row.key}/"),
    },
)
FIXED_DATES = Sheet(
    "fixed-dates",
    {
        "Day": "day",
        "What": "title",
        "Concerns": "about",
        "Citation": "cite",
        "How far verified": "confidence",
        "Note": "note",
        "Key": "key",
    },
)
PUBLIC_MODELS = Sheet(
    "public-data",
    {
        "Organisation": "ai_model.provider.name",
        "Model": "ai_model.name",
        "Published": "published_on",
        "Training compute (FLOP)": "flop",
        "General-purpose": lambda row: (
            words.word("truth", row.assessment.general_purpose.answer).text
        ),
        "Systemic risk": lambda row: words.word("truth", row.assessment.systemic_risk.answer).text,
        "Would be owed": lambda row: [one.key for one in row.owed],
        "Cannot be said": lambda row: [one.key for one in row.undetermined],
    },
)
CLOCKS = Sheet(
    "clocks",
    {
        "Key": lambda row: row[0].key,
        "Clock": lambda row: row[0].title,
        "Starts with": lambda row: row[0].event,
        "Length": lambda row: str(row[0].length or ""),
        "Backwards": lambda row: row[0].backwards,
        "Citation": lambda row: row[0].cite,
        "How far verified": lambda row: row[0].confidence,
        "Doubts": lambda row: list(row[1]),
        "Note": lambda row: row[0].note,
    },
)
