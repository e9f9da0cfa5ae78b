"""Every list asks the database as often for many rows as for one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Program
from tests.factories import assessments as made
from tests.factories import providers as people
from tests.factories.duties import make_deadline, make_notice
from tests.factories.evidence import attach, make_duty

pytestmark = pytest.mark.django_db

# Who is asked for: the token with its person, and the person's roles.
SIGNED_IN = 2


def add_row(provider, officer, reviewer) -> None:
    """One more of everything that is listed."""
    base = people.make_model(provider)
    ai_model = people.make_model(provider, base_model=base)
    people.make_fact(ai_model, "compute", training_compute_flop="2e25")
    people.make_version(ai_model)
    duty = make_duty(ai_model, assignee=people.user_of(officer))
    attach(duty, content=str(ai_model.pk).encode(), by=officer)
    made.decided(duty, officer, reviewer, "accepted")
    due = make_duty(ai_model, "aia-53-1-b")
    make_deadline(due, date(2026, 12, 1))
    made.drafted(due, officer)
    make_notice(officer.user_id, provider)
    people.make_member(provider)


def count(client: Program, path: str) -> tuple[int, int]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200, response.content
    return len(asked), len(response.json()["results"])


LISTS = {
    "providers/": 1,
    "models/": 2,
    "duties/": 2,
    "deadlines/": 1,
    "evidence/": 3,
    "assessments/": 2,
    "reviews/": 1,
    "notices/": 1,
    "events/": 1,
    "tokens/": 1,
    "providers/{provider}/members/": 2,
    "providers/{provider}/facts/": 2,
}


@pytest.mark.parametrize(("path", "queries"), LISTS.items())
def test_a_list_costs_the_same_for_many_rows(path, queries, provider, officer, reviewer):
    client = Program(officer)
    client.get("me/")  # notes the token's first use
    path = path.format(provider=provider.pk)
    add_row(provider, officer, reviewer)
    one = count(client, path)
    for _ in range(3):
        add_row(provider, officer, reviewer)

    many = count(client, path)

    assert (one[0], many[0]) == (SIGNED_IN + queries, SIGNED_IN + queries)
    if path not in ("providers/", "tokens/") and not path.endswith("facts/"):
        assert many[1] > one[1] > 0


OFFICE = {"providers/": 1, "models/": 1, "duties/": 2, "assessments/": 2, "reviews/": 1}


@pytest.mark.parametrize(("path", "queries"), OFFICE.items())
def test_a_list_of_the_ai_office_costs_the_same_for_many_rows(
    path, queries, provider, officer, reviewer
):
    client = Program(reviewer)
    client.get("me/")
    add_row(provider, officer, reviewer)
    one = count(client, path)
    for _ in range(3):
        add_row(provider, officer, reviewer)

    many = count(client, path)

    assert (one[0], many[0]) == (SIGNED_IN + queries, SIGNED_IN + queries)


SUBLISTS = {
    "duties/{duty}/evidence/": 4,
    "duties/{duty}/comments/": 3,
    "evidence/{evidence}/versions/": 2,
    "models/{model}/facts/": 2,
    "models/{model}/versions/": 2,
    "assessments/{assessment}/comments/": 3,
    "assessments/{assessment}/reviews/": 2,
}


@pytest.mark.parametrize(("path", "queries"), SUBLISTS.items())
def test_a_list_under_one_thing_costs_the_same_for_many_rows(
    path, queries, provider, officer, ai_model, now
):
    from obligations.services import comments, evidence

    client = Program(officer)
    client.get("me/")
    duty = make_duty(ai_model)
    piece = attach(duty, by=officer).evidence
    assessment = made.submitted(duty, officer)
    path = path.format(duty=duty.pk, evidence=piece.pk, model=ai_model.pk, assessment=assessment.pk)

    def add(number: int) -> None:
        attach(duty, content=str(number).encode(), by=officer)
        for of in (None, assessment):
            comments.write(duty=duty, assessment=of, text="Remark.", by=officer, now=now)
        evidence.add_version(evidence=piece, statement=f"Version {number}", by=officer, now=now)
        people.make_version(ai_model, f"{number}")
        people.make_fact(ai_model, "compute", training_compute_flop=f"{number + 1}e24")

    add(1)
    one = count(client, path)
    for number in range(2, 5):
        add(number)

    many = count(client, path)

    assert (one[0], many[0]) == (SIGNED_IN + queries, SIGNED_IN + queries)
    assert many[1] > one[1] or path.endswith("reviews/")


def test_the_catalogue_costs_the_same_for_many_rows(client, synced):
    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/api/v1/obligations/?{query}")
        assert response.status_code == 200, response.content
        return len(queries)

    assert asked("page_size=1") == asked("page_size=200") == 1
    assert asked("page_size=1&search=incident") == asked("page_size=200&search=incident") == 2
