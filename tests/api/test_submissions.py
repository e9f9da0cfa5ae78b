"""/submissions/: the queue of the AI Office, in the orders of its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.conftest import Program, fields
from tests.factories.assessments import decided, drafted, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db
ADDRESS = "submissions/"


@pytest.fixture
def queue(ai_model, officer, reviewer, rival_model, rival):
    now = timezone.now()
    clocked = make_duty(ai_model, "aia-53-1-b")
    make_deadline(clocked, now.date() + timedelta(days=9), clock="later", title="Later")
    drafted(make_duty(make_model(ai_model.provider, "SECRET")), officer)
    return {
        "old": submitted(make_duty(ai_model), officer, now=now - timedelta(days=20)),
        "clocked": submitted(clocked, officer, now=now - timedelta(days=3)),
        "rivals": submitted(make_duty(rival_model, "cop-tr-1.1"), rival, now=now),
        "decided": decided(
            make_duty(ai_model, "aia-53-1-c"),
            officer,
            reviewer,
            "accepted",
            now=now - timedelta(days=30),
        ).assessment,
    }


def names(queue, answer):
    assert answer.status_code == 200, answer.content
    known = {str(one.pk): name for name, one in queue.items()}
    return [known[row["id"]] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["old", "clocked", "rivals", "decided"]),
        ("?ordering=clock", ["clocked", "decided", "old", "rivals"]),
        ("?ordering=newest", ["rivals", "clocked", "old", "decided"]),
        ("?status=submitted", ["old", "clocked", "rivals"]),
        ("?status=decided", ["decided"]),
        ("?text=transparency", ["rivals"]),
        ("?q=53-1-c", ["decided"]),
    ],
)
def test_the_orders_and_filters_of_the_page(queue, reviewer, query, expected):
    assert names(queue, Program(reviewer).get(ADDRESS + query)) == expected


def test_by_provider_and_by_age(queue, reviewer, rival_provider):
    office = Program(reviewer)
    week = (timezone.now() - timedelta(days=7)).isoformat().replace("+", "%2B")

    assert names(queue, office.get(f"{ADDRESS}?provider={rival_provider.pk}")) == ["rivals"]
    assert names(queue, office.get(f"{ADDRESS}?submitted_before={week}")) == ["old", "decided"]
    assert set(fields(office.get(f"{ADDRESS}?age=7"))) == {"age"}
    assert set(fields(office.get(f"{ADDRESS}?ordering=fast"))) == {"ordering"}


@pytest.mark.parametrize("ordering", ["waiting", "clock", "newest"])
def test_pages_follow_each_other_in_every_order(queue, reviewer, ordering):
    office, seen = Program(reviewer), []
    address = f"{ADDRESS}?ordering={ordering}&page_size=1"
    while address:
        answer = office.get(address)
        seen += names(queue, answer)
        address = answer.json()["next"]

    assert seen == names(queue, office.get(f"{ADDRESS}?ordering={ordering}"))


def test_each_says_its_age_and_its_nearest_clock(queue, reviewer):
    shown = {row["id"]: row for row in Program(reviewer).get(ADDRESS).json()["results"]}
    clocked, old, done = (shown[str(queue[name].pk)] for name in ("clocked", "old", "decided"))

    assert (old["age_days"], clocked["age_days"], done["age_days"]) == (20, 3, 0)
    assert old["clock"] is None
    assert (clocked["clock"]["title"], clocked["clock"]["days_left"]) == ("Later", 9)
    assert "SECRET" not in str(shown)


def test_it_is_empty_for_everybody_else(queue, officer):
    assert names(queue, Program(officer).get(ADDRESS)) == []


@pytest.mark.parametrize("count", [1, 6])
def test_the_queue_asks_as_often_for_many_as_for_one(
    ai_model, officer, reviewer, count, django_assert_max_num_queries
):
    for _ in range(count):
        submitted(make_duty(make_model(ai_model.provider)), officer)
    office = Program(reviewer)
    office.get(ADDRESS)

    with django_assert_max_num_queries(6):
        office.get(ADDRESS)
