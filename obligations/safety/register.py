"""The register of systemic risks: scales, lists from Appendix 1, what a risk asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_noop as _

from obligations.catalogue.loader import catalogue
from obligations.documents.outlines import Item, Kind

EDITION = date(2025, 8, 2)
PROBABILITY = {
    "1": _("Very unlikely"),
    "2": _("Unlikely"),
    "3": _("Possible"),
    "4": _("Likely"),
    "5": _("Very likely"),
}
SEVERITY = {
    "1": _("Limited"),
    "2": _("Serious"),
    "3": _("Severe"),
    "4": _("Very severe"),
    "5": _("Catastrophic"),
}
SPREAD = {"0": _("Within the step"), "1": _("One step either way"), "2": _("Two steps either way")}
DECISIONS = {
    "acceptable": _("Found acceptable: proceed"),
    "not-acceptable": _("Found not acceptable: do not proceed"),
    "open": _("Not decided yet"),
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


BEFORE = (
    _choice("probability_before", _("Probability before mitigation"), PROBABILITY),
    _choice("severity_before", _("Severity before mitigation"), SEVERITY),
    _choice("spread_before", _("Uncertainty before mitigation"), SPREAD),
)
AFTER = (
    _choice("probability_after", _("Probability after mitigation"), PROBABILITY),
    _choice("severity_after", _("Severity after mitigation"), SEVERITY),
    _choice("spread_after", _("Uncertainty after mitigation"), SPREAD),
)


RISK_ITEMS = (
    Item(key="name", label=_("Risk")),
    Item(key="description", label=_("Description")),
    _choices("types", _("Types"), _listed("cop-ss-app-1.1"), _("Appendix 1.1.")),
    _list("scenarios", _("Scenarios"), _("One on each line (Measure 2.2).")),
    _choices(
        "capabilities",
        _("Sources: capabilities"),
        _listed("cop-ss-app-1.3.1"),
        _("Appendix 1.3.1."),
    ),
    _choices(
        "propensities",
        _("Sources: propensities"),
        _listed("cop-ss-app-1.3.2"),
        _("Appendix 1.3.2."),
    ),
    _choices(
        "affordances",
        _("Sources: affordances and other"),
        _listed("cop-ss-app-1.3.3"),
        _("Appendix 1.3.3."),
    ),
    _list(
        "tiers_reached",
        _("Tiers reached"),
        _("Measurable, defined by capabilities; one on each line."),
    ),
    _list("tiers_ahead", _("Tiers not reached yet"), _("At least one (Measure 4.1).")),
    _text(
        "other_criteria",
        _("Other criteria than tiers"),
        _("Only where tiers do not suit and the risk is none of the four."),
    ),
    _text("criterion", _("Acceptance criterion, and why")),
    _text("margin", _("Safety margin")),
    _text(
        "scale",
        _("What the steps of the two scales mean here"),
        _("Say for instance per year, persons, damage."),
    ),
    *BEFORE,
    *AFTER,
    _text("method", _("Method of the estimate, and its uncertainty")),
    _list("mitigations", _("Mitigations"), _("One on each line.")),
    _text("owner", _("Owner")),
    _choice("decision", _("Your decision"), DECISIONS, _("The product never decides this.")),
    _text("decided_by", _("Decided by")),
    _text("decision_because", _("Reasons of the decision")),
)
