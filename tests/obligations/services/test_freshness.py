"""services/freshness.py: evidence goes stale with the calendar, and people hear it once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from obligations.models import Notice
from obligations.services import evidence, freshness
from providers.actors import Role
from tests.factories import evidence as make
from tests.factories import providers as people

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind="evidence.freshness").select_related("recipient")
    return sorted((row.recipient.name, row.title.split(":")[0]) for row in rows)


@pytest.mark.parametrize(
    ("scanned_at", "state", "words"),
    [
        ("2026-12-01T12:00", "fresh", []),
        ("2027-02-28T22:59", "fresh", []),  # 28 February in Brussels, 30 days to go
        ("2027-03-01T00:00", "stale-soon", [("Olivia", "Evidence soon stale")]),
        ("2027-03-30T21:59", "stale-soon", [("Olivia", "Evidence soon stale")]),
        ("2027-03-30T22:00", "stale", [("Olivia", "Evidence stale")]),  # 31 March in Brussels
    ],
)
def test_the_state_follows_the_calendar_of_brussels(duty, officer, scanned_at, state, words):
    make.attach(duty, covers_to=date(2027, 3, 30))

    freshness.scan(now=at(scanned_at))

    assert (make.fresh(duty).freshness, told()) == (state, words)


def test_each_state_is_told_once_however_often_it_is_scanned(duty, officer):
    make.attach(duty, covers_to=date(2027, 3, 30))

    reports = [
        freshness.scan(now=at(day))
        for day in ("2027-03-10T03:00", "2027-03-11T03:00", "2027-04-02T03:00", "2027-04-03T03:00")
    ]

    assert [report.changed for report in reports] == [1, 0, 1, 0]
    assert told() == [("Olivia", "Evidence soon stale"), ("Olivia", "Evidence stale")]


def test_after_an_outage_only_the_present_state_is_told(duty, officer):
    make.attach(duty, covers_to=date(2027, 3, 30))

    freshness.scan(now=at("2027-06-01T03:00"))

    assert told() == [("Olivia", "Evidence stale")]


def test_the_piece_that_reaches_furthest_decides(duty, officer):
    make.attach(duty, covers_to=date(2027, 3, 30), content=b"one")
    make.attach(duty, covers_to=date(2028, 3, 30), content=b"two")

    assert freshness.scan(now=at("2027-06-01T03:00")).changed == 0
    assert make.fresh(duty).freshness == "fresh"


def test_a_withdrawn_or_superseded_period_does_not_count(duty, officer, now):
    long = make.attach(duty, covers_to=date(2030, 1, 1), content=b"one")
    short = make.attach(duty, covers_to=date(2027, 3, 30), content=b"two")
    evidence.add_version(
        evidence=short.evidence, statement="Less.", covers_to=date(2027, 1, 1), by=officer, now=now
    )
    evidence.withdraw(evidence=long.evidence, because="Wrong.", by=officer, now=now)

    freshness.scan(now=at("2027-02-01T03:00"))

    assert make.fresh(duty).freshness == "stale"


def test_evidence_without_a_period_never_goes_stale(duty, officer):
    make.attach(duty)

    assert freshness.scan(now=at("2099-01-01T03:00")).changed == 0
    assert make.fresh(duty).freshness == "undated"


def test_a_duty_that_ended_is_left_alone(duty, officer):
    make.attach(duty, covers_to=date(2027, 3, 30))
    type(duty).objects.update(ended_on=date(2026, 12, 1))

    assert freshness.scan(now=at("2027-06-01T03:00")).changed == 0


def test_officers_the_assignee_and_the_representative_where_it_bears_are_told(
    provider, ai_model, officer, colleague, representative, rival
):
    people.make_member(provider, Role.COLLEAGUE, people.make_user("Unconcerned"))
    assigned = make.make_duty(ai_model, assignee_id=colleague.user_id)
    borne = make.make_duty(ai_model, "aia-54-3-b", bearer="representative")
    for one in (assigned, borne):
        make.attach(one, covers_to=date(2027, 3, 30), content=one.key.encode())

    report = freshness.scan(now=at("2027-06-01T03:00"))

    assert (report.changed, report.notices) == (2, 4)
    assert [name for name, _ in told()] == ["Carl", "Olivia", "Olivia", "Renée"]
    assert str(report) == (
        "The evidence of 2 duties went stale or soon will, 4 notices were queued."
    )
