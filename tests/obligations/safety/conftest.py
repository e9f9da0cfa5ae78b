"""A signatory of the Safety and Security chapter with a model of systemic risk."""

from __future__ import annotations

from datetime import date

import pytest

from obligations.documents.services import documents
from obligations.safety.services import entries
from tests.factories import providers as make


@pytest.fixture
def signatory(provider):
    make.make_fact(provider, "code-signature", chapters={"safety-security": "2025-08-01"})
    return provider


@pytest.fixture
def systemic(signatory, ai_model):
    """Placed on 16 March 2026, above the threshold since the year before."""
    make.make_fact(ai_model, "general-purpose", decision=True, reasons="It is one.")
    make.make_fact(ai_model, "compute", training_compute_flop="5e25", method="architecture")
    make.make_fact(ai_model, "threshold-known", on="2025-12-01")
    make.make_fact(ai_model, "placement", union_market_date="2026-03-16")
    return ai_model


@pytest.fixture
def version(officer, now):
    """Make a version of a document of a kind; each call makes the next."""

    def made(provider, kind, ai_model=None, words="Said."):
        found = provider.documents.filter(kind=kind).first() or documents.start(
            provider=provider, ai_model=ai_model, kind=kind, by=officer, now=now
        )
        key = "description" if kind == "framework" else "acceptable-because"
        found = documents.save(
            document=found,
            given={key: {"state": "filled", "value": words}},
            revision=found.revision,
            by=officer,
            now=now,
        )
        return documents.make_version(
            document=found, changes="As said.", revision=found.revision, by=officer, now=now
        )

    return made


VALUES = {
    "confirmation": {"approver": "Ann", "body": "Board", "how": "By vote."},
    "provision": {"extent": "whole", "channel": "Portal", "redactions": "none"},
    "assessment": {
        "adequacy": "Enough.",
        "adequacy_result": "adequate",
        "adherence": "Kept.",
        "result": "No change.",
    },
    "access-check": {"what": "Keys", "who": "Bo", "result": "Two taken away."},
    "change": {"what": "Tools", "undermines": True, "because": "New reach."},
    "exception": {"which": "unchanged", "because": "Same weights."},
    "finding": {"finder": "Lab", "what": "Jailbreak"},
    "risk": {"name": "Cyber offence", "description": "Attacks at scale."},
}


@pytest.fixture
def record(officer, now):
    """Record an entry of a kind; what is given replaces the usual values."""

    def recorded(provider, kind, on=date(2026, 11, 23), *, by=officer, at=now, **given):
        value = VALUES.get(kind, {}) | given.pop("value", {})
        return entries.record(
            provider=provider, kind=kind, on=on, value=value, by=by, now=at, **given
        )

    return recorded
