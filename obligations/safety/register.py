"""The register of systemic risks: scales, lists from Appendix 1, what a risk asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from obligations.catalogue.loader import catalogue
from obligations.documents.outlines import Item, Kind

EDITION = date(2025, 8, 2)
PROBABILITY = {
    "1": "Very unlikely",
    "2": "Unlikely",
    "3": "Possible",
    "4": "Likely",
    "5": "Very likely",
}
SEVERITY = {
    "1": "Limited",
    "2": "Serious",
    "3": "Severe",
    "4": "Very severe",
    "5": "Catastrophic",
}
SPREAD = {"0": "Within the step", "1": "One step either way", "2": "Two steps either way"}
DECISIONS = {
    "acceptable": "Found acceptable: proceed",
    "not-acceptable": "Found not acceptable: do not proceed",
    "open": "Not decided yet",
}


def _listed(parent: str) -> Mapping[str, str]:
    """Read a list of Appendix 1 from the catalogue, by the ends of its keys."""
    return {
        one.key.removeprefix("cop-ss-app-"): one.title
        for one in catalogue().as_of(EDITION)
        if one.parent == parent
    }


# The four that are always identified (Appendix 1.4), by the names their chains have.
SPECIFIED: Mapping[str, str] = _listed("cop-ss-app-1.4")


def _choices(key: str, label: str, options: Mapping[str, str], hint: str = "") -> Item:
    return Item(
        key=key, label=label, help=hint, kind=Kind.CHOICES, options=options, is_optional=True
    )


def _choice(key: str, label: str, options: Mapping[str, str], hint: str = "") -> Item:
    return Item(
        key=key, label=label, help=hint, kind=Kind.CHOICE, options=options, is_optional=True
    )


def _list(key: str, label: str, hint: str = "") -> Item:
    return Item(key=key, label=label, help=hint, kind=Kind.LIST, is_optional=True)


def _text(key: str, label: str, hint: str = "") -> Item:
    return Item(key=key, label=label, help=hint, is_optional=True)


def _estimate(when: str, words: str) -> tuple[Item, ...]:
    return (
        _choice(f"probability_{when}", f"Probability {words}", PROBABILITY),
        _choice(f"severity_{when}", f"Severity {words}", SEVERITY),
        _choice(f"spread_{when}", f"Uncertainty {words}", SPREAD),
    )


RISK_ITEMS = (
    Item(key="name", label="Risk"),
    Item(key="description", label="Description"),
    _choices("types", "Types", _listed("cop-ss-app-1.1"), "Appendix 1.1."),
    _list("scenarios", "Scenarios", "One on each line (Measure 2.2)."),
    _choices(
        "capabilities", "Sources: capabilities", _listed("cop-ss-app-1.3.1"), "Appendix 1.3.1."
    ),
    _choices(
        "propensities", "Sources: propensities", _listed("cop-ss-app-1.3.2"), "Appendix 1.3.2."
    ),
    _choices(
        "affordances",
        "Sources: affordances and other",
        _listed("cop-ss-app-1.3.3"),
        "Appendix 1.3.3.",
    ),
    _list(
        "tiers_reached", "Tiers reached", "Measurable, defined by capabilities; one on each line."
    ),
    _list("tiers_ahead", "Tiers not reached yet", "At least one (Measure 4.1)."),
    _text(
        "other_criteria",
        "Other criteria than tiers",
        "Only where tiers do not suit and the risk is none of the four.",
    ),
    _text("criterion", "Acceptance criterion, and why"),
    _text("margin", "Safety margin"),
    _text(
        "scale",
        "What the steps of the two scales mean here",
        "Say for instance per year, persons, damage.",
    ),
    *_estimate("before", "before mitigation"),
    *_estimate("after", "after mitigation"),
    _text("method", "Method of the estimate, and its uncertainty"),
    _list("mitigations", "Mitigations", "One on each line."),
    _text("owner", "Owner"),
    _choice("decision", "Your decision", DECISIONS, "The product never decides this."),
    _text("decided_by", "Decided by"),
    _text("decision_because", "Reasons of the decision"),
)
