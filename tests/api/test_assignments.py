"""Many duties settled in one request: each for itself, or none where the request is wrong."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from obligations.models import Duty
from obligations.services import bulk
from providers.models import AuditEvent
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as people
from tests.factories.evidence import make_duty
from tests.races import at_once

pytestmark = pytest.mark.django_db
PATH = "duties/assignments/"
DAY = "2027-03-31"


@pytest.fixture
def duties(ai_model):
    return [make_duty(ai_model, "aia-53-1-a"), make_duty(ai_model, "aia-53-1-b")]


def asked(duties, **settled):
    return {
        "provider": str(duties[0].provider_id),
        "duties": [{"id": str(one.pk), "revision": one.revision} for one in duties],
        **settled,
    }


def keys(response) -> tuple[list[str], list[str]]:
    assert response.status_code == 200, response.content
    found = response.json()
    return [one["key"] for one in found["done"]], [one["key"] for one in found["left"]]


def test_a_person_and_a_day_are_set_for_every_duty_chosen(api, duties, colleague):
    response = api.post(PATH, asked(duties, assignee=str(colleague.user_id), target_on=DAY))

    assert keys(response) == (["aia-53-1-a", "aia-53-1-b"], [])
    for one in response.json()["done"]:
        assert one == api.get(f"duties/{one['id']}/").json()
        assert one["assignee"]["id"] == str(colleague.user_id)
        assert (one["target_on"], one["revision"]) == (DAY, 2)


def test_what_is_left_out_stays_on_each(api, provider, duties, colleague):
    duties[0].target_on = date(2026, 12, 1)
    duties[0].save()
    team = people.make_team(provider, "Evaluation")

    api.post(PATH, asked(duties, team=str(team.pk)))

    rows = Duty.objects.order_by("key").values_list("team_id", "assignee_id", "target_on")
    assert list(rows) == [(team.pk, None, date(2026, 12, 1)), (team.pk, None, None)]


def test_null_frees_the_duties(api, provider, duties):
    team = people.make_team(provider, "Evaluation")
    Duty.objects.update(team=team, target_on=DAY)

    response = api.post(PATH, asked(duties, assignee=None, target_on=None))

    assert keys(response)[0] == ["aia-53-1-a", "aia-53-1-b"]
    assert {(one["team"], one["target_on"]) for one in response.json()["done"]} == {(None, None)}


def test_a_duty_that_ended_or_was_changed_meanwhile_is_left_and_named(api, duties, ai_model):
    ended = make_duty(ai_model, "aia-53-1-c", ended_on=date(2026, 11, 1), work_status="ended")
    Duty.objects.filter(pk=duties[0].pk).update(revision=7)

    response = api.post(PATH, asked([*duties, ended], target_on=DAY))

    assert keys(response) == (["aia-53-1-b"], ["aia-53-1-a", "aia-53-1-c"])
    assert [one["target_on"] for one in response.json()["left"]] == [None, None]


def test_the_same_request_sent_again_changes_nothing_twice(api, duties):
    body = asked(duties, target_on=DAY)

    assert keys(api.post(PATH, body)) == (["aia-53-1-a", "aia-53-1-b"], [])
    assert keys(api.post(PATH, body)) == ([], ["aia-53-1-a", "aia-53-1-b"])
    assert AuditEvent.objects.filter(action="duty.assigned").count() == 2


def test_a_repeat_under_its_key_hears_the_first_answer(api, duties):
    body = asked(duties, target_on=DAY)

    first, second = (api.post(PATH, body, HTTP_IDEMPOTENCY_KEY="once") for _ in range(2))

    assert second.json() == first.json()
    assert AuditEvent.objects.filter(action="duty.assigned").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_each_duty_is_changed_by_one(officer, duties):
    programs = [Program(officer) for _ in range(2)]
    days = ["2027-01-01", "2027-02-01"]

    answers = at_once(
        *(
            partial(one.post, PATH, asked(duties, target_on=day))
            for one, day in zip(programs, days, strict=True)
        )
    )

    assert sorted(len(keys(one)[0]) for one in answers) == [0, 2]
    assert Duty.objects.values("target_on").distinct().count() == 1


@pytest.mark.parametrize(
    ("settled", "field"),
    [
        ({}, "assignee"),
        ({"assignee": "Carl"}, "assignee"),
        ({"assignee": str(uuid4())}, "assignee"),
        ({"assignee": "{rival}"}, "assignee"),
        ({"team": str(uuid4())}, "team"),
        ({"team": "{rival}"}, "team"),
        ({"team": None}, "team"),
        ({"target_on": 20270331}, "target_on"),
        ({"target_on": "2027-02-30"}, "target_on"),
        ({"target_on": "1999-01-01"}, "target_on"),
        ({"owner": "Carl"}, "owner"),
        ({"duties": []}, "duties"),
        ({"duties": "all"}, "duties"),
        ({"duties": [{"id": str(uuid4())}]}, "duties[0].revision"),
        ({"duties": [{"id": "x", "revision": 1}]}, "duties[0].id"),
        ({"duties": [{"id": str(uuid4()), "revision": 0}]}, "duties[0].revision"),
        ({"provider": "ours"}, "provider"),
    ],
)
def test_a_wrong_request_is_refused_at_its_field_and_changes_nothing(
    api, rival, rival_model, duties, settled, field
):
    theirs = {
        "assignee": str(rival.user_id),
        "team": str(people.make_team(rival_model.provider, "Theirs").pk),
    }
    given = {name: theirs[name] if one == "{rival}" else one for name, one in settled.items()}

    response = api.post(PATH, asked(duties) | given)

    assert [*fields(response)] == [field]
    assert not AuditEvent.objects.filter(action="duty.assigned").exists()


def test_a_person_and_a_team_together_are_refused_for_all(api, provider, duties, colleague):
    team = people.make_team(provider, "Evaluation")

    response = api.post(
        PATH, asked(duties, assignee=str(colleague.user_id), team=str(team.pk), target_on=DAY)
    )

    assert [*fields(response)] == ["team"]
    assert not Duty.objects.exclude(target_on=None).exists()


def test_a_duty_is_named_once(api, duties):
    response = api.post(PATH, asked([*duties, duties[0]], target_on=DAY))

    assert fields(response) == {"duties": "A duty is named twice."}


def test_more_than_the_page_takes_are_refused(api, duties):
    many = [{"id": str(uuid4()), "revision": 1} for _ in range(bulk.MOST + 1)]

    response = api.post(PATH, asked(duties, target_on=DAY) | {"duties": many})

    assert [*fields(response)] == ["duties"]


def test_somebody_elses_duty_is_as_one_that_does_not_exist(api, duties, rival_model):
    theirs = make_duty(rival_model)

    told = []
    for pk in (theirs.pk, uuid4()):
        body = asked(duties, target_on=DAY)
        body["duties"].append({"id": str(pk), "revision": 1})
        told.append(problem(api.post(PATH, body), 400)["detail"])

    assert told[0] == told[1]
    assert not Duty.objects.exclude(target_on=None).exists()


def test_somebody_elses_provider_is_not_there(rival, duties):
    problem(Program(rival).post(PATH, asked(duties, target_on=DAY)), 404)


def test_who_may_only_read_or_review_assigns_nothing(colleague, reviewer, duties):
    problem(Program(colleague).post(PATH, asked(duties, target_on=DAY)), 403)
    problem(Program(reviewer).post(PATH, asked(duties, target_on=DAY)), 404)
    assert not Duty.objects.exclude(target_on=None).exists()
