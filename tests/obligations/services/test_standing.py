"""services/standing.py: four separate facts, each derived from what is recorded."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.models import Deadline
from obligations.services import assessments, duties, evidence, standing
from tests.factories.assessments import decided, drafted, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import attach, fresh, make_duty
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


def shown(duty):
    row = fresh(duty)
    return row.work_status, row.claim, row.decision, row.freshness, row.evidence_count


def test_nothing_recorded_is_not_started_and_nothing_claimed(duty, now):
    duties.restate(duty, now=now)

    assert shown(duty) == ("not-started", "", "none", "none", 0)
    assert fresh(duty).changed_at == now


def test_evidence_begins_the_work_and_claims_nothing(duty, officer):
    attach(duty, by=officer)

    assert shown(duty) == ("in-progress", "", "none", "undated", 1)


def test_a_draft_claims_nothing_yet(duty, officer):
    drafted(duty, officer, claim="fulfilled")

    assert shown(duty) == ("in-progress", "", "none", "none", 0)


def test_a_submission_claims_and_awaits(duty, officer):
    submitted(duty, officer, claim="partly-fulfilled")

    assert shown(duty) == ("handed-in", "partly-fulfilled", "awaiting", "none", 0)


def test_a_decision_stays_while_the_next_draft_is_written(duty, officer, reviewer):
    decided(duty, officer, reviewer, "returned")
    assert shown(duty)[:3] == ("in-progress", "fulfilled", "returned")

    drafted(duty, officer, claim="not-fulfilled")

    assert shown(duty)[:3] == ("in-progress", "fulfilled", "returned")


def test_what_was_withdrawn_is_claimed_no_more(duty, officer, now):
    assessment = submitted(duty, officer)
    assessments.withdraw(assessment=assessment, because="Wrong.", by=officer, now=now)

    assert shown(duty)[:3] == ("in-progress", "", "none")


def test_only_the_latest_version_of_linked_evidence_counts(duty, officer, now):
    version = attach(duty, by=officer, covers_from=date(2026, 1, 1), covers_to=date(2026, 11, 1))
    assert shown(duty)[3:] == ("stale", 1)

    evidence.add_version(
        evidence=version.evidence,
        statement="Still so.",
        covers_from=date(2026, 11, 1),
        covers_to=date(2027, 10, 31),
        by=officer,
        now=now,
    )

    assert shown(duty)[3:] == ("fresh", 1)


def test_evidence_withdrawn_or_unlinked_counts_no_more(duty, ai_model, officer, now):
    other = make_duty(ai_model, "aia-53-1-b")
    first, second = attach(duty, other, by=officer), attach(duty, statement="So.", by=officer)
    evidence.withdraw(evidence=first.evidence, because="Wrong file.", by=officer, now=now)
    assert (fresh(duty).evidence_count, fresh(other).evidence_count) == (1, 0)

    evidence.unlink(evidence=second.evidence, duty=duty, by=officer, now=now)

    assert shown(duty) == ("not-started", "", "none", "none", 0)


def test_handing_in_meets_the_deadline_and_a_return_starts_it_again(duty, officer, reviewer, now):
    make_deadline(duty, date(2026, 12, 7))
    assessment = submitted(duty, officer)
    met = Deadline.objects.get()
    assert (met.met_at, fresh(duty).due_on, fresh(duty).flag) == (now, None, "none")

    later = now + timedelta(days=20)
    assessments.decide(
        assessment=assessment, decision="returned", reason="Too thin.", by=reviewer, now=later
    )

    assert Deadline.objects.get().met_at is None
    assert (fresh(duty).due_on, fresh(duty).flag) == (date(2026, 12, 7), "overdue")


def test_a_submission_that_admits_a_gap_meets_nothing(duty, officer):
    make_deadline(duty, date(2026, 12, 7))
    submitted(duty, officer, claim="not-fulfilled")

    assert Deadline.objects.get().met_at is None


def test_a_deadline_that_opens_after_handing_in_is_met_at_once(duty, officer, now):
    from obligations.law.terms import Due, Ruling
    from obligations.services import deadlines

    submitted(duty, officer)
    day = date(2027, 1, 4)
    ruling = Ruling(
        key=duty.key,
        title="Documentation",
        owed=True,
        because="It is.",
        cite="Art. 53(1)(a)",
        due=Due(day, day, False, "Placing."),
    )

    opened = deadlines.open_for(duty=fresh(duty), ruling=ruling, now=now)

    assert opened.met_at == now


def test_many_duties_take_as_many_queries_as_one(provider, officer, now):
    def statements(count):
        rows = [make_duty(make_model(provider)) for _ in range(count)]
        for duty in rows:
            attach(duty, by=officer)
        with CaptureQueriesContext(connection) as queries:
            standing.restate_all([duty.pk for duty in rows], now=now)
        return len(queries)

    assert statements(1) == statements(10)
