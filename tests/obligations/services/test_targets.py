"""services/targets.py: people are reminded of own target days, once for each distance."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from obligations.models import Duty, Notice
from obligations.services import targets
from providers.actors import Role
from providers.models import Membership, Team
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.obligations.phrasebook.listening import missing

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 18)  # a Friday


@pytest.fixture
def duty(ai_model):
    return make.make_duty(ai_model, target_on=DAY)


def scan(day: str) -> str:
    return targets.scan(now=datetime.fromisoformat(day).replace(tzinfo=UTC))


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=targets.KIND).select_related("recipient")
    return [
        (row.recipient.name, row.title.split(":")[0])
        for row in rows.order_by("queued_at", "recipient__name")
    ]


@pytest.mark.parametrize(
    ("scanned_at", "words"),
    [
        ("2026-12-10T22:59", None),  # 10 December in Brussels
        ("2026-12-10T23:00", "in 7 days"),  # 11 December
        ("2026-12-15T12:00", "in 3 days"),
        ("2026-12-17T12:00", "tomorrow"),
        ("2026-12-18T22:59", "today"),
        ("2026-12-18T23:00", "passed"),
        ("2027-01-01T12:00", "passed"),
        ("2027-01-02T12:00", None),  # longer ago than anybody wants to hear of
    ],
)
def test_the_distance_follows_the_calendar_of_brussels(duty, officer, scanned_at, words):
    scan(scanned_at)

    assert told() == ([("Olivia", f"Own target day {words}")] if words else [])


def test_each_distance_is_told_once_however_often_it_is_scanned(duty, officer):
    said = [scan(f"2026-12-{day:02}T12:00") for day in (11, 12, 16, 17, 18, 19, 20, 30)]

    assert [one.split()[0] for one in said] == ["1", "0", "0", "1", "0", "1", "0", "0"]
    assert [title for _, title in told()] == [
        "Own target day in 7 days",
        "Own target day tomorrow",
        "Own target day passed",
    ]


def test_another_day_is_another_target(duty, officer):
    scan("2026-12-12T12:00")
    Duty.objects.update(target_on=date(2026, 12, 19))

    scan("2026-12-12T12:00")

    assert len(told()) == 2


@pytest.mark.parametrize("fields", [{"work_status": "handed-in"}, {"ended_on": DAY}])
def test_nothing_is_told_of_what_is_handed_in_or_ended(duty, officer, fields):
    Duty.objects.update(**fields)

    scan("2026-12-17T12:00")

    assert told() == []


def test_the_person_who_works_on_it_is_told_and_nobody_else(duty, officer, colleague):
    Duty.objects.update(assignee=colleague.user_id)

    scan("2026-12-17T12:00")

    assert told() == [("Carl", "Own target day tomorrow")]


def test_a_team_is_told_whole_and_officers_for_somebody_who_left(
    duty, provider, officer, colleague, representative, now
):
    team = Team.objects.create(provider=provider, name="Legal", created_at=now)
    team.people.set([colleague.user_id, representative.user_id])
    Duty.objects.update(team=team)
    scan("2026-12-11T12:00")
    Membership.objects.exclude(role=Role.OFFICER).update(ended_at=now)

    scan("2026-12-17T12:00")

    assert told() == [
        ("Carl", "Own target day in 7 days"),
        ("Renée", "Own target day in 7 days"),
        ("Olivia", "Own target day tomorrow"),
    ]


def test_nobody_elsewhere_is_told(duty, officer, rival, reviewer):
    people.make_member(people.make_provider("Third"), Role.OFFICER, people.make_user("Thea"))

    scan("2026-12-17T12:00")

    assert {name for name, _ in told()} == {"Olivia"}


@pytest.mark.parametrize("day", ["2026-12-11T12:00", "2026-12-18T12:00", "2026-12-20T12:00"])
@pytest.mark.parametrize("due_on", [None, date(2027, 2, 1)])
def test_it_says_that_no_text_sets_the_day_in_words_the_phrasebook_knows(
    duty, officer, day, due_on
):
    Duty.objects.update(due_on=due_on)

    scan(day)

    notice = Notice.objects.get()
    assert "Friday 18 December 2026. It is no day of the law" in notice.text
    assert ("Monday 1 February 2027" in notice.text) is (due_on is not None)
    assert notice.path == f"/duties/{duty.pk}/"
    assert missing({notice.text, notice.title.split(": ")[0] + ": Notify"}) <= {"Notify"}
