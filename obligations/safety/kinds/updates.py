"""Entries that decide when a Model Report is updated."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, text, yes

UPDATES = (
    EntryKind(
        key="change",
        plural="deliberate-changes",
        title=_("Change of the model"),
        on_label=_("Released, or planned for"),
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.6",
        items=(
            text("what", _("What changes")),
            yes("undermines", _("It undermines why the risks are acceptable")),
            text("because", _("Why, or why not")),
            day("updated_on", _("Update and full risk process finished on")),
        ),
    ),
    EntryKind(
        key="most-capable",
        plural="capability-declarations",
        title=_("Most capable models: declaration"),
        on_label=_("Declared on"),
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A5",),
        items=(
            yes("is_most_capable", _("It is among our most capable models on the market")),
            text("because", _("Why, by which comparison")),
        ),
    ),
    EntryKind(
        key="clock-start",
        plural="clock-starts",
        title=_("Start of the six months"),
        on_label=_("Chosen on"),
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A4",),
        items=(
            choice(
                "start",
                _("The six months count from"),
                {
                    "earliest": _("The earliest of the days known"),
                    "provided": _("The last report given to the AI Office"),
                    "confirmed": _("The last confirmation"),
                    "placing": _("Placing, in steps of six months"),
                },
            ),
            text("because", _("Why")),
        ),
    ),
    EntryKind(
        key="exception",
        plural="update-exceptions",
        title=_("Exception of the six-monthly update"),
        on_label=_("Holds since"),
        subject="model",
        slot="which",
        cite=f"{CODE}, Measure 7.6",
        help=_("It is tested again every day and can lapse; then the clock runs again."),
        items=(
            choice(
                "which",
                _("Which exception"),
                {
                    "unchanged": _("(1) Capabilities, propensities and affordances unchanged"),
                    "successor": _("(2) A more capable model placed in less than a month"),
                    "similarly-safe": _("(3) Similarly safe or safer for each identified risk"),
                },
            ),
            text("because", _("Reasons")),
            text("evidence", _("Evidence"), _("Where it can be read."), optional=True),
            day("successor_on", _("Planned placing of the more capable model"), _("For (2).")),
            day("valid_until", _("Recorded until"), _("After this day it no longer counts.")),
        ),
    ),
)
