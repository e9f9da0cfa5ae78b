"""Entries about reference models and what they are compared for (Appendix 2)."""

from __future__ import annotations

from obligations.documents.outlines import Item
from obligations.safety.kinds.terms import CODE, EntryKind, day, text, yes

REFERENCES = (
    EntryKind(
        key="reference",
        plural="reference-models",
        title="Safe reference model",
        on_label="Taken as reference on",
        subject="model",
        slot="name",
        cite=f"{CODE}, Appendix 2.1",
        doubts=("A20",),
        items=(
            Item(key="name", label="Name of the reference model"),
            day("placed_on", "Placed on the market on"),
            yes(
                "full_process",
                "Full process done, risks acceptable, report received by the AI Office",
                "Or it was placed before 10 July 2025.",
                optional=True,
            ),
            yes("visibility", "Sufficient visibility into it", optional=True),
            yes(
                "no_other_grounds",
                "No other grounds to think its risks unacceptable",
                optional=True,
            ),
            text("because", "On what this rests"),
        ),
    ),
    EntryKind(
        key="comparison",
        plural="risk-comparisons",
        title="Similarly safe or safer, for one risk",
        on_label="Compared on",
        subject="model",
        about="reference",
        slot="risk",
        cite=f"{CODE}, Appendix 2.2 (PDF, p. 38)",
        doubts=("A20",),
        items=(
            Item(key="risk", label="Risk", help="As it is called in the register."),
            yes("no_different_scenario", "No materially different scenario", optional=True),
            yes(
                "benchmarks_not_higher",
                "Benchmark scores not higher than the reference's",
                optional=True,
            ),
            yes("no_known_difference", "No known difference that raises the risk", optional=True),
            text("because", "Why, with the safety margin for uncertainty"),
        ),
    ),
    EntryKind(
        key="reference-lost",
        plural="reference-losses",
        title="Reference model lost its status",
        on_label="Lost on",
        subject="model",
        about="reference",
        cite=f"{CODE}, Appendix 2.2",
        items=(
            text("because", "Why it is no safe reference any more"),
            day("answered_on", "Answered on", "Another reference, or all commitments applied."),
            text("answer", "What was done", optional=True),
        ),
    ),
)
