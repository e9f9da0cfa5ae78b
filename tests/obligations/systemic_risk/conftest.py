"""A model on the market, its ledger, and the steps of Article 52 taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from obligations.models import Duty
from obligations.systemic_risk.queries import ledger
from obligations.systemic_risk.services import entries, notifications, recording, sending
from obligations.systemic_risk.services.entries import NewEntry
from providers.services import facts
from tests.factories import providers as make
from tests.factories.providers import NOW

TODAY = NOW.date()


@pytest.fixture
def placed(ai_model):
    """A general-purpose model, placed on the market after Chapter V began to apply."""
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "placement", union_market_date="2026-01-10")
    return ai_model


def entry(**given):
    """An entry of 10^24 FLOP planned for ten days in December; ``given`` says what is else."""
    said = {
        "name": "Run",
        "kind": "pretraining",
        "method": "given",
        "inputs": {"flop": "1e24"},
        "begins_on": date(2026, 12, 1),
        "ends_on": date(2026, 12, 10),
        "is_planned": True,
        "known_on": date(2026, 11, 20),
    }
    return NewEntry(**said | given)


def done(**given):
    """The same, spent in ten days of October."""
    days = {"begins_on": date(2026, 10, 1), "ends_on": date(2026, 10, 10)}
    return entry(**days | {"is_planned": False, "known_on": date(2026, 10, 10)} | given)


def add(ai_model, by, new, now=NOW):
    """Append an entry."""
    return entries.add(ai_model=ai_model, entry=new, by=by, now=now)


def standing(ai_model, on=TODAY):
    """Read the ledger."""
    return ledger.standing(ai_model, on=on)


def record_ledger(ai_model, by, now=NOW):
    """Record the facts that the ledger says."""
    stamp = standing(ai_model).stamp
    return recording.record_ledger(ai_model=ai_model, stamp=stamp, by=by, now=now)


def record_fact(ai_model, by, kind, now=NOW, **value):
    """Record one fact, with what follows."""
    return facts.record(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind=kind,
        value=value,
        known_on=now.date(),
        by=by,
        now=now,
    )


def send(ai_model, by, *, sent_on=TODAY, now=NOW, **said):
    """Draft a notification, say something in it, and record it as sent."""
    row = notifications.start(ai_model=ai_model, by=by, now=now)
    if said:
        notifications.save(notification=row, given=said, revision=1, by=by, now=now)
    return sending.send(
        notification=row, sent_on=sent_on, channel="Portal", revision=row.revision, by=by, now=now
    ).notification


def owed(ai_model, *keys):
    """Give, by key, from which day each duty in force is owed; those not owed are left out."""
    rows = Duty.objects.in_force().filter(ai_model=ai_model, key__in=keys, owed=True)
    return dict(rows.values_list("key", "applies_from"))
