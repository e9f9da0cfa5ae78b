"""Entries: recorded, corrected, withdrawn; never edited; each with its clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from obligations.models import Deadline
from obligations.safety.models import Entry
from obligations.safety.services import entries
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from providers.services import facts
from tests.factories import providers as make
from tests.races import at_once


def running(**where):
    rows = Deadline.objects.filter(met_at=None, cancelled_at=None, duty=None, **where)
    return {row.clock: row.due_on for row in rows}


def test_a_confirmation_runs_five_business_days_until_it_is_given(signatory, version, record):
    frozen = version(signatory, "framework")
    record(signatory, "confirmation", version=frozen)
    assert running() == {"cop-ss-1.4-notification": date(2026, 11, 30)}

    given = record(signatory, "provision", version=frozen)

    assert running() == {}
    assert given.pdf is not None
    assert given.pdf.recipient == "office"
    assert given.pdf.answers == ["cop-ss-1.1", "cop-ss-1.3", "cop-ss-1.4"]


def test_an_interim_report_does_not_meet_the_clock_of_the_whole(systemic, version, record):
    provider = systemic.provider
    version(provider, "model-report", systemic)
    update = version(provider, "model-report", systemic, "Said anew.")
    record(provider, "confirmation", version=version(provider, "model-report", systemic, "Third"))
    record(provider, "confirmation", version=update)

    record(provider, "provision", version=update, value={"extent": "interim"})

    assert "cop-ss-7.7-update" in running()


def test_facts_and_entries_run_the_clocks_of_a_model(systemic, record, officer, now):
    provider = systemic.provider
    record(
        provider, "most-capable", ai_model=systemic, value={"is_most_capable": True, "because": "x"}
    )
    assert running(matter="framework") == {
        "cop-ss-1.1-before-placing": date(2026, 3, 2),
        "cop-ss-1.3-first-assessment": date(2027, 3, 16),
    }

    facts.record(
        provider=provider,
        ai_model=systemic,
        kind="notification",
        value={"submitted_on": "2025-12-10"},
        known_on=date(2025, 12, 10),
        by=officer,
        now=now,
    )

    assert running(matter="framework")["cop-ss-1.1-after-notification"] == date(2026, 1, 7)


def test_an_exception_stops_the_six_months_and_its_lapse_starts_them(
    systemic, version, record, officer, now
):
    provider = systemic.provider
    first = version(provider, "model-report", systemic)
    record(provider, "confirmation", version=first)
    # The first report: placing is the earliest of the days known (A4).
    assert running()["cop-ss-7.6-six-months"] == date(2026, 9, 16)

    until = {"valid_until": "2026-11-25"}
    record(provider, "exception", ai_model=systemic, value=until)
    assert "cop-ss-7.6-six-months" not in running()

    record(provider, "access-check", on=date(2026, 11, 26), at=now + timedelta(days=3))
    assert "cop-ss-7.6-six-months" in running()


def test_a_reference_that_is_lost_is_answered_by_another(systemic, record):
    provider, conditions = (
        systemic.provider,
        {
            "placed_on": "2025-01-01",
            "visibility": True,
            "no_other_grounds": True,
            "because": "Known well.",
        },
    )
    old = record(
        provider,
        "reference",
        on=date(2026, 9, 1),
        ai_model=systemic,
        value={"name": "Old", **conditions},
    )
    record(
        provider, "reference-lost", on=date(2026, 10, 1), ai_model=systemic, about=old,
        value={"because": "A flaw."},
    )  # fmt: skip
    assert running()["cop-ss-app-2.2-reference-lost"] == date(2027, 4, 1)

    record(provider, "reference", ai_model=systemic, value={"name": "New", **conditions})

    assert "cop-ss-app-2.2-reference-lost" not in running()


def test_nothing_runs_where_the_chapter_is_not_signed(provider, version, record):
    make.make_fact(provider, "code-signature", chapters={})
    record(provider, "confirmation", version=version(provider, "framework"))

    assert running() == {}


def test_a_correction_supersedes_and_moves_the_clock(signatory, version, record, now):
    frozen = version(signatory, "framework")
    first = record(signatory, "confirmation", version=frozen)
    later = now + timedelta(days=1)

    record(
        signatory, "confirmation", date(2026, 11, 24), version=frozen, supersedes=first,
        because="Wrong day.", at=later,
    )  # fmt: skip

    assert running() == {"cop-ss-1.4-notification": date(2026, 12, 1)}
    assert Entry.objects.current().count() == 1
    assert AuditEvent.objects.filter(action="safety-entry.recorded").count() == 2


def test_a_withdrawal_cancels_the_clock_and_keeps_the_entry(signatory, record, officer, now):
    found = record(signatory, "finding")
    assert running()

    entries.withdraw(entry=found, because="Not ours.", by=officer, now=now)

    assert running() == {}
    assert Entry.objects.filter(pk=found.pk).exists()
    assert not Entry.objects.current().exists()


def test_an_entry_can_neither_be_changed_nor_deleted(signatory, record):
    found = record(signatory, "access-check")

    for write in (lambda: Entry.objects.update(because="Other"), found.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_a_version_is_confirmed_once(signatory, version, record):
    frozen = version(signatory, "framework")
    record(signatory, "confirmation", version=frozen)

    with pytest.raises(NotAllowedNow):
        record(signatory, "confirmation", version=frozen)


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("nonsense", {}, "kind"),
        ("confirmation", {}, "version"),
        ("access-check", {"value": {"what": ""}}, "what"),
        ("access-check", {"value": {"what": 5}}, "what"),
        ("access-check", {"value": {"what": "x\x07"}}, "what"),
        ("access-check", {"value": {"what": "x" * 20_001}}, "what"),
        ("access-check", {"value": {"surprise": 1}}, "surprise"),
        ("access-check", {"on": date(2026, 11, 24)}, "on"),
        ("access-check", {"on": date(2020, 1, 1)}, "on"),
        ("change", {}, "model"),
        ("finding", {"value": {"published_on": "2026-01-01"}}, "published_on"),
        ("finding", {"value": {"published_on": "soon"}}, "published_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(signatory, record, kind, given, field):
    with pytest.raises(InvalidInput) as refused:
        record(signatory, kind, **given)

    assert refused.value.field == field
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ({"probability_before": "3", "scale": "Per year."}, {"severity_before"}),
        ({"probability_before": "3", "severity_before": "2"}, {"scale"}),
        ({"other_criteria": "By panel."}, {"other_criteria"}),
        (
            {"decision": "acceptable"},
            {"decided_by", "decision_because", "criterion", "margin", "tiers_ahead"},
        ),
    ],
)
def test_a_risk_says_what_belongs_together(systemic, record, value, fields):
    with pytest.raises(InvalidInput) as refused:
        record(systemic.provider, "risk", ai_model=systemic, value=value)

    assert {one.field for one in refused.value.problems} == fields


def test_a_risk_of_one_name_has_one_chain(systemic, record):
    first = record(systemic.provider, "risk", ai_model=systemic)
    second = record(systemic.provider, "risk", ai_model=systemic, value={"name": "CYBER OFFENCE"})

    assert second.supersedes == first


@pytest.mark.parametrize("count", ["0", "10001", "4.5", "1e2", "many", "-5"])
def test_samples_are_asked_for_in_whole_numbers(systemic, record, count):
    with pytest.raises(InvalidInput) as refused:
        record(
            systemic.provider, "samples-request", ai_model=systemic,
            value={"evaluation": "Cyber range", "count": count},
        )  # fmt: skip

    assert refused.value.field == "count"


def test_an_interim_report_that_was_given_makes_the_delay_count(systemic, version, record):
    provider = systemic.provider
    report = version(provider, "model-report", systemic)
    record(
        provider, "delay", ai_model=systemic,
        value={"event": "update", "good_faith": True, "statement": "Letter of the Office."},
    )  # fmt: skip
    assert "cop-ss-7.7-delay" not in running()

    record(provider, "provision", version=report, value={"extent": "interim"})
    assert running()["cop-ss-7.7-delay"] == date(2026, 12, 14)

    record(provider, "provision", version=report)
    assert "cop-ss-7.7-delay" not in running()


@pytest.mark.parametrize("who", ["colleague", "rival", "reviewer", "stranger"])
def test_only_officers_of_the_provider_record(signatory, record, request, who):
    with pytest.raises(NotPermitted):
        record(signatory, "access-check", by=request.getfixturevalue(who))


def test_what_belongs_to_somebody_else_is_not_found(signatory, rival_model, record):
    with pytest.raises(InvalidInput, match="no such model"):
        record(signatory, "change", ai_model=rival_model)


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_wins(signatory, record):
    first = record(signatory, "access-check")

    def correct():
        return record(signatory, "access-check", supersedes=first, because="Anew.")

    outcomes = at_once(correct, correct)

    assert sorted(isinstance(one, Entry) for one in outcomes) == [False, True]
    assert any(isinstance(one, Conflict) for one in outcomes)
