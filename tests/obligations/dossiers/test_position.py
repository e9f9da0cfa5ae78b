"""What counted on a day: whole, counted, and as it was known then."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from psycopg import sql

from obligations.copyright_desk.models import Complaint
from obligations.dossiers.queries.kinds import PARTS
from obligations.dossiers.queries.scope import Scope
from obligations.models import EvidenceVersion
from obligations.services import evidence
from tests.factories import assessments as written_by
from tests.factories import providers as make
from tests.factories.evidence import attach, fresh, make_duty
from tests.factories.providers import NOW
from tests.obligations.dossiers import made
from tests.obligations.dossiers.made import body, cells
from tests.rooms import rows as one_of_everything

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEFORE = NOW - timedelta(days=7)
LAST_WEEK = BEFORE.date()


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model, opened_at=BEFORE)


@pytest.fixture
def history(ai_model, duty, officer, reviewer):
    """Evidence a week ago; a newer version, a submission and a decision today."""
    make.make_fact(ai_model, "placement", union_market_date="2026-09-01")
    first = attach(duty, statement="=cmd()", title="=HYPERLINK(1)", by=officer, now=BEFORE)
    attach(duty, statement="Second.", title="Second", by=officer, now=NOW)
    written_by.decided(duty, officer, reviewer, "accepted")
    return first


def test_a_day_shows_what_was_recorded_by_its_end(ai_model, history):
    then, now = body(ai_model, LAST_WEEK), body(ai_model, TODAY)

    assert cells(then, "evidence", "title") == ["=HYPERLINK(1)"]
    assert cells(now, "evidence", "title") == ["=HYPERLINK(1)", "Second"]
    assert cells(then, "duties", "claim_that_day") == [""]
    assert cells(then, "duties", "decision_that_day") == ["none"]
    assert cells(now, "duties", "decision_that_day") == ["accepted"]
    assert cells(then, "duties", "pieces_that_day") == [1]
    assert cells(now, "duties", "pieces_that_day") == [2]


def test_the_law_is_asked_over_the_facts_as_they_were(ai_model, officer):
    make.make_fact(ai_model, "compute", cumulative_compute_flop="3e25")
    make.make_fact(ai_model, "general-purpose", decision=True)

    assert body(ai_model, TODAY)["classification"]["systemic_risk"]["answer"] is True
    assert body(ai_model, LAST_WEEK)["classification"]["systemic_risk"]["answer"] is None


def test_what_is_left_out_is_counted_with_its_reason(ai_model, history):
    assert body(ai_model, LAST_WEEK)["counts"]["assessments"] == {
        "title": "Assessments submitted",
        "in_database": 1,
        "included": 0,
        "left_out": 1,
        "left_out_because": "drafts, and what was submitted after the day",
    }


def test_what_ended_later_had_not_ended_then(ai_model, history, officer):
    piece = fresh(history.evidence)
    evidence.withdraw(evidence=piece, because="Wrong file.", by=officer, now=NOW)

    then, now = body(ai_model, LAST_WEEK), body(ai_model, TODAY)

    assert cells(then, "pieces", "withdrawn_because") == [None]
    assert cells(then, "pieces", "changed_since") == [True]
    assert cells(now, "pieces", "withdrawn_because") == ["Wrong file.", ""]
    assert cells(now, "pieces", "changed_since") == [False, False]


def test_one_of_everything_is_in_it(ai_model, officer, history):
    """What every room makes for the tests of the house is found again, kind by kind."""
    one_of_everything(ai_model, officer, NOW)

    found = body(ai_model, TODAY + timedelta(days=1))

    for part in PARTS:
        assert len(found["parts"][part.key]) == found["counts"][part.key]["included"]
    there = {key for key, count in found["counts"].items() if count["in_database"]}
    assert there >= {
        *("facts", "duties", "evidence", "assessments", "incidents", "incident_reports"),
        *("compute", "notifications", "safety_entries", "requests", "readings"),
        *("documents", "gap_analyses", "packages", "package_receipts"),
    }


def test_counts_are_those_of_the_tables_themselves(ai_model, officer, history):
    """A count of our own with plain SQL: one model and one provider, so every row is theirs."""
    one_of_everything(ai_model, officer, NOW)

    found = body(ai_model, TODAY + timedelta(days=1))["counts"]

    for part in PARTS:
        table = part.model._meta.db_table
        with connection.cursor() as cursor:
            owner = [str(ai_model.provider_id)]
            asked = sql.SQL("SELECT count(*) FROM {} WHERE provider_id = %s")
            cursor.execute(asked.format(sql.Identifier(table)), owner)
            assert found[part.key]["in_database"] == cursor.fetchone()[0], part.key


def test_nothing_of_another_provider_is_in_it(ai_model, rival_model, rival, officer):
    one_of_everything(rival_model, rival, NOW)

    found = body(ai_model, TODAY + timedelta(days=1))["counts"]

    assert {key for key, count in found.items() if count["in_database"]} <= {"models", "facts"}


def test_nothing_of_another_model_is_in_it(ai_model, provider, officer):
    other = make.make_model(provider, "Other")
    attach(make_duty(other), statement="Of the other.", by=officer, now=NOW)

    found = body(ai_model)["counts"]

    assert (found["duties"]["in_database"], found["evidence"]["in_database"]) == (0, 0)


def test_who_complained_is_not_copied_and_their_complaint_is(ai_model, provider):
    said = {"works": "A novel.", "seen_where": "In answers.", "asked": "To be left out."}
    Complaint.objects.create(
        provider=provider,
        number=1,
        reference="C-1",
        came_by="post",
        received_at=NOW,
        name="Anna Author",
        email="anna@author.example",
        on_behalf_of="An Heir",
        capacity="rightsholder",
        **said,
    )

    found = body(ai_model)

    assert {key: found["parts"]["complaints"][0][key] for key in said} == said
    written = json.dumps(found)
    assert [word for word in ("Anna", "anna@", "Heir") if word in written] == []


def test_every_part_adds_up(ai_model, history):
    with made.dossier(ai_model) as found:
        assert [one.key for one in found.tables] == [one.key for one in PARTS]
        assert all(one.included + one.left_out == one.in_database for one in found.tables)
        assert found.table("evidence").in_database == EvidenceVersion.objects.count()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_part_reads_in_three_questions(part, ai_model, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        part.whole(Scope(ai_model, TODAY)).count()
        list(part.rows(Scope(ai_model, TODAY)))


@pytest.mark.parametrize("count", [1, 4])
def test_a_dossier_asks_as_often_for_much_as_for_little(
    count, ai_model, duty, officer, django_assert_max_num_queries
):
    for number in range(count):
        attach(duty, statement="Said.", title=f"Piece {number}", by=officer, now=NOW)

    with django_assert_max_num_queries(3 * len(PARTS) + 10), made.dossier(ai_model):
        pass
