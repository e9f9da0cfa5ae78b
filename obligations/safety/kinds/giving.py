"""Entries about versions of Framework and report: confirmed, given, delayed."""

from __future__ import annotations

from obligations.documents.outlines import Item, Kind
from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, text, yes

GIVING = (
    EntryKind(
        key="confirmation",
        plural="confirmations",
        title="Confirmation of a version",
        on_label="Confirmed on",
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.1, 1.4 and 7.7",
        doubts=("A6",),
        help="From this day the AI Office is to have it within five business days.",
        items=(
            text("approver", "Who confirmed it", "Name and function."),
            text("body", "Body that decided", "As the Framework names it."),
            text("how", "How the Framework says that this is confirmation"),
        ),
    ),
    EntryKind(
        key="provision",
        plural="provisions",
        title="Given to the AI Office",
        on_label="Given on",
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.4 and 7.7",
        help=(
            "The files are made and kept as they were given: whole, or the interim report. "
            "Reviewers of the AI Office read them here from then on; what is taken back stays, "
            "and says so."
        ),
        items=(
            choice(
                "extent",
                "What was given",
                {"whole": "The whole document", "interim": "Interim report: 7.2 and 7.5 only"},
            ),
            text("channel", "Channel", "For instance the address or portal used."),
            text("reference", "Reference", optional=True),
            choice(
                "redactions",
                "Redactions",
                {"none": "None", "national-security": "National security law asks for them"},
                "No other redaction is allowed.",
            ),
            text("redaction_law", "Which national security law", optional=True),
            yes(
                "elsewhere_only",
                "It was given elsewhere only",
                "A yes keeps it from the pages of the AI Office's reviewers here.",
                optional=True,
            ),
        ),
    ),
    EntryKind(
        key="delay",
        plural="report-delays",
        title="Delay of a report or update",
        on_label="Placing, or confirmation of the update, on",
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.7",
        doubts=("A22",),
        help="Needs the AI Office's view of good faith, and an interim report without delay.",
        items=(
            choice(
                "event",
                "It delays",
                {"placing": "The report at placing", "update": "An update"},
            ),
            yes(
                "good_faith",
                "The AI Office considers us in good faith",
                "Leave open while not known.",
                optional=True,
            ),
            text("statement", "On what that rests"),
            day("interim_given_on", "Interim report given on"),
            day("given_on", "Whole report given on"),
        ),
    ),
    EntryKind(
        key="samples-request",
        plural="sample-requests",
        title="More samples asked for by the AI Office",
        on_label="Asked on",
        subject="model",
        slot="evaluation",
        cite=f"{CODE}, Measure 7.3, point (1)(f)",
        help="The report is held against this number from then on; five are asked for without it.",
        items=(
            Item(key="evaluation", label="Evaluation", help="As it is called in the report."),
            Item(key="count", label="Random samples asked for", kind=Kind.NUMBER),
            day("due_on", "By the day that the request sets"),
            text("reference", "Reference of the request", optional=True),
        ),
    ),
)
