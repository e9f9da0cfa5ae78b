"""Entries about reference models and what they are compared for (Appendix 2)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.documents.outlines import Item
from obligations.safety.kinds.terms import CODE, EntryKind, day, text, yes

REFERENCES = (
    EntryKind(
        key="reference",
        plural="reference-models",
        title=_("Safe reference model"),
        on_label=_("Taken as reference on"),
        subject="model",
        slot="name",
        cite=f"{CODE}, Appendix 2.1",
        doubts=("A20",),
        items=(
            Item(key="name", label=_("Name of the reference model")),
            day("placed_on", _("Placed on the market on")),
            yes(
                "full_process",
                _("Full process done, risks acceptable, report received by the AI Office"),
                _("Or it was placed before 10 July 2025."),
                optional=True,
            ),
            yes("visibility", _("Sufficient visibility into it"), optional=True),
            yes(
                "no_other_grounds",
                _("No other grounds to think its risks unacceptable"),
                optional=True,
            ),
            text("because", _("On what this rests")),
        ),
    ),
    EntryKind(
        key="comparison",
        plural="risk-comparisons",
        title=_("Similarly safe or safer, for one risk"),
        on_label=_("Compared on"),
        subject="model",
        about="reference",
        slot="risk",
        cite=f"{CODE}, Appendix 2.2 (PDF, p. 38)",
        doubts=("A20",),
        items=(
            Item(key="risk", label=_("Risk"), help=_("As it is called in the register.")),
            yes("no_different_scenario", _("No materially different scenario"), optional=True),
            yes(
                "benchmarks_not_higher",
                _("Benchmark scores not higher than the reference's"),
                optional=True,
            ),
            yes(
                "no_known_difference", _("No known difference that raises the risk"), optional=True
            ),
            text("because", _("Why, with the safety margin for uncertainty")),
        ),
    ),
    EntryKind(
        key="reference-lost",
        plural="reference-losses",
        title=_("Reference model lost its status"),
        on_label=_("Lost on"),
        subject="model",
        about="reference",
        cite=f"{CODE}, Appendix 2.2",
        items=(
            text("because", _("Why it is no safe reference any more")),
            day(
                "answered_on", _("Answered on"), _("Another reference, or all commitments applied.")
            ),
            text("answer", _("What was done"), optional=True),
        ),
    ),
)
