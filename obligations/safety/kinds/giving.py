"""Entries about versions of Framework and report: confirmed, given, delayed."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.documents.outlines import Item, Kind
from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, text, yes

GIVING = (
    EntryKind(
        key="confirmation",
        plural="confirmations",
        title=_("Confirmation of a version"),
        on_label=_("Confirmed on"),
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.1, 1.4 and 7.7",
        doubts=("A6",),
        help=_("From this day the AI Office is to have it within five business days."),
        items=(
            text("approver", _("Who confirmed it"), _("Name and function.")),
            text("body", _("Body that decided"), _("As the Framework names it.")),
            text("how", _("How the Framework says that this is confirmation")),
        ),
    ),
    EntryKind(
        key="provision",
        plural="provisions",
        title=_("Given to the AI Office"),
        on_label=_("Given on"),
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.4 and 7.7",
        help=(
            _(
                "The files are made and kept as they were given: whole, or the interim report. "
                "Reviewers of the AI Office read them here from then on; what is taken back stays, "
                "and says so."
            )
        ),
        items=(
            choice(
                "extent",
                _("What was given"),
                {
                    "whole": _("The whole document"),
                    "interim": _("Interim report: 7.2 and 7.5 only"),
                },
            ),
            text("channel", _("Channel"), _("For instance the address or portal used.")),
            text("reference", _("Reference"), optional=True),
            choice(
                "redactions",
                _("Redactions"),
                {"none": _("None"), "national-security": _("National security law asks for them")},
                _("No other redaction is allowed."),
            ),
            text("redaction_law", _("Which national security law"), optional=True),
            yes(
                "elsewhere_only",
                _("It was given elsewhere only"),
                _("A yes keeps it from the pages of the AI Office's reviewers here."),
                optional=True,
            ),
        ),
    ),
    EntryKind(
        key="delay",
        plural="report-delays",
        title=_("Delay of a report or update"),
        on_label=_("Placing, or confirmation of the update, on"),
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.7",
        doubts=("A22",),
        help=_("Needs the AI Office's view of good faith, and an interim report without delay."),
        items=(
            choice(
                "event",
                _("It delays"),
                {"placing": _("The report at placing"), "update": _("An update")},
            ),
            yes(
                "good_faith",
                _("The AI Office considers us in good faith"),
                _("Leave open while not known."),
                optional=True,
            ),
            text("statement", _("On what that rests")),
            day("interim_given_on", _("Interim report given on")),
            day("given_on", _("Whole report given on")),
        ),
    ),
    EntryKind(
        key="samples-request",
        plural="sample-requests",
        title=_("More samples asked for by the AI Office"),
        on_label=_("Asked on"),
        subject="model",
        slot="evaluation",
        cite=f"{CODE}, Measure 7.3, point (1)(f)",
        help=_(
            "The report is held against this number from then on; five are asked for without it."
        ),
        items=(
            Item(key="evaluation", label=_("Evaluation"), help=_("As it is called in the report.")),
            Item(key="count", label=_("Random samples asked for"), kind=Kind.NUMBER),
            day("due_on", _("By the day that the request sets")),
            text("reference", _("Reference of the request"), optional=True),
        ),
    ),
)
