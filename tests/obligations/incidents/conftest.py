"""An incident of the officer's provider, and reports that hold everything required."""

from __future__ import annotations

from datetime import timedelta

import pytest

from obligations import storage
from obligations.incidents.services import incidents, reports, submissions
from obligations.law.incident_reports import FIELDS
from providers.services import facts
from tests.factories import providers as make_rows
from tests.factories.providers import NOW


@pytest.fixture
def recorded(provider, ai_model, officer):
    """Record an incident: aware at NOW, of which one model is involved."""

    def make(*classes, **given):
        fields = {
            "title": "A hospital stood still",
            "aware_at": NOW,
            "aware_by": "Olivia",
            "models": [ai_model],
            "now": NOW,
        } | given
        return incidents.open_incident(provider=provider, classes=classes, by=officer, **fields)

    return make


@pytest.fixture
def modest(provider, officer):
    """A second model of the provider, known to carry no systemic risk."""
    model = make_rows.make_model(provider, "Modest")
    computed(model, "1e24", officer)
    return model


@pytest.fixture
def sent(officer):
    """Draft, write and submit the next report of an incident, some days after NOW."""

    def make(incident, days, since=NOW, keeps=(), **given):
        at = since + timedelta(days=days)
        report = reports.draft(incident=incident, by=officer, now=at)
        return submit(write(report, officer, at, keeps), officer, at, **given)

    return make


def computed(model, flop, by, now=NOW):
    """Record the cumulative compute of a model: from 1e25 on it carries systemic risk."""
    facts.record(
        provider=model.provider,
        ai_model=model,
        kind="compute",
        value={"cumulative_compute_flop": flop},
        known_on=now.date(),
        by=by,
        now=now,
    )


def write(report, by, at, keeps=()):
    """Fill every line of a draft but those that it keeps as they were taken over."""
    answers = {
        line.key: {"text": f"What is known of {line.label.lower()}."}
        for field in FIELDS
        for line in field.lines
        if line.key not in keeps
    }
    return reports.edit(report=report, answers=answers, revision=report.revision, by=by, now=at)


def bytes_of(rendering):
    """Read a file of a report as it is kept."""
    with storage.open_bytes(provider_id=rendering.provider_id, sha256=rendering.sha256) as opened:
        return opened.read()


def submit(report, by, at, **given):
    """Submit a draft to the AI Office."""
    told = {"recipients": "AI Office", "channel": "Mailbox"} | given
    return submissions.submit(report=report, by=by, now=at, **told)
