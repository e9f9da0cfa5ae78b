"""Entries that decide when a Model Report is updated."""

from __future__ import annotations

from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, text, yes

UPDATES = (
    EntryKind(
        key="change",
        plural="deliberate-changes",
        title="Change of the model",
        on_label="Released, or planned for",
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.6",
        items=(
            text("what", "What changes"),
            yes("undermines", "It undermines why the risks are acceptable"),
            text("because", "Why, or why not"),
            day("updated_on", "Update and full risk process finished on"),
        ),
    ),
    EntryKind(
        key="most-capable",
        plural="capability-declarations",
        title="Most capable models: declaration",
        on_label="Declared on",
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A5",),
        items=(
            yes("is_most_capable", "It is among our most capable models on the market"),
            text("because", "Why, by which comparison"),
        ),
    ),
    EntryKind(
        key="clock-start",
        plural="clock-starts",
        title="Start of the six months",
        on_label="Chosen on",
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A4",),
        items=(
            choice(
                "start",
                "The six months count from",
                {
                    "earliest": "The earliest of the days known",
                    "provided": "The last report given to the AI Office",
                    "confirmed": "The last confirmation",
                    "placing": "Placing, in steps of six months",
                },
            ),
            text("because", "Why"),
        ),
    ),
    EntryKind(
        key="exception",
        plural="update-exceptions",
        title="Exception of the six-monthly update",
        on_label="Holds since",
        subject="model",
        slot="which",
        cite=f"{CODE}, Measure 7.6",
        help="It is tested again every day and can lapse; then the clock runs again.",
        items=(
            choice(
                "which",
                "Which exception",
                {
                    "unchanged": "(1) Capabilities, propensities and affordances unchanged",
                    "successor": "(2) A more capable model placed in less than a month",
                    "similarly-safe": "(3) Similarly safe or safer for each identified risk",
                },
            ),
            text("because", "Reasons"),
            text("evidence", "Evidence", "Where it can be read.", optional=True),
            day("successor_on", "Planned placing of the more capable model", "For (2)."),
            day("valid_until", "Recorded until", "After this day it no longer counts."),
        ),
    ),
)
