"""Duties, deadlines and notices: listed, filtered, and settled by people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.api.conftest import Program, fields, problem
from tests.factories import duties as days
from tests.factories import providers as people
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model, due_on=date(2026, 12, 7), flag="upcoming-14")


def keys(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["key"] for row in response.json()["results"]]


def test_a_duty_is_listed_as_the_contract_says(api, duty, ai_model):
    deadline = days.make_deadline(duty, date(2026, 12, 7), rolled_on=date(2026, 12, 8))
    attach(duty)

    (row,) = api.get(f"duties/?model={ai_model.pk}&status=&due_before=").json()["results"]

    assert row["key"] == "aia-53-1-a"
    assert row["status"] == "in-progress"
    assert row["due"] == {"strict": "2026-12-07", "rolled": "2026-12-08", "provisional": False}
    assert row["because"] == duty.because
    assert row["cite"] == "Art. 53(1)(a)"
    assert row["evidence_count"] == 1
    assert row["flag"] == deadline.flag
    assert (row["claim"], row["decision"], row["freshness"]) == (None, "none", "undated")
    assert row["model"] == {"id": str(ai_model.pk), "name": "Meridian"}
    assert api.get(f"duties/{duty.pk}/").json() == row


def test_a_duty_without_a_day_has_no_due(api, ai_model):
    make_duty(ai_model)

    assert api.get("duties/").json()["results"][0]["due"] is None


def test_a_duty_that_ended_is_listed_on_request(api, ai_model):
    make_duty(ai_model, "aia-53-1-a")
    make_duty(ai_model, "aia-53-1-b", ended_on=date(2026, 11, 1), work_status="ended")

    assert keys(api.get("duties/")) == ["aia-53-1-a"]
    assert keys(api.get("duties/?ended=true")) == ["aia-53-1-b"]
    assert keys(api.get("duties/?status=ended")) == ["aia-53-1-b"]
    assert sorted(keys(api.get("duties/?ended=any"))) == ["aia-53-1-a", "aia-53-1-b"]


@pytest.fixture
def several(provider, ai_model, officer):
    """Duties that differ in everything a filter asks for."""
    other = people.make_model(provider, "Other")
    make_duty(
        ai_model,
        "aia-53-1-a",
        due_on=date(2026, 12, 1),
        flag="upcoming-14",
        work_status="in-progress",
        assignee=people.user_of(officer),
    )
    make_duty(
        ai_model,
        "aia-53-1-b",
        due_on=date(2026, 11, 1),
        flag="overdue",
        work_status="handed-in",
        claim="fulfilled",
        decision="awaiting",
        freshness="fresh",
        changed_at=NOW + timedelta(days=1),
        target_on=date(2026, 10, 20),
    )
    make_duty(other, "cop-ss-9.3", owed=None, missing=["code_chapters"])
    make_duty(provider, "aia-53-4", freshness="stale", decision="returned")
    return other


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["aia-53-1-b", "aia-53-1-a", "aia-53-4", "cop-ss-9.3"]),
        ("status=in-progress", ["aia-53-1-a"]),
        ("status=in-progress&status=handed-in", ["aia-53-1-b", "aia-53-1-a"]),
        ("due_before=2026-12-01", ["aia-53-1-b"]),
        ("due_after=2026-11-01", ["aia-53-1-a"]),
        ("target_before=2026-10-21", ["aia-53-1-b"]),
        ("flag=overdue", ["aia-53-1-b"]),
        ("key=aia-53-4", ["aia-53-4"]),
        ("key=aia-53-4&key=aia-53-1-a", ["aia-53-1-a", "aia-53-4"]),
        ("owed=unknown", ["cop-ss-9.3"]),
        ("owed=true&decision=returned", ["aia-53-4"]),
        ("claim=fulfilled", ["aia-53-1-b"]),
        ("decision=awaiting", ["aia-53-1-b"]),
        ("freshness=stale", ["aia-53-4"]),
        ("q=SS-9", ["cop-ss-9.3"]),
        ("changed_after=2026-11-23T12:00:00%2B01:00", ["aia-53-1-b"]),
        ("model={other}", ["cop-ss-9.3"]),
        ("assignee={officer}", ["aia-53-1-a"]),
    ],
)
def test_filters_narrow_the_list(api, several, officer, query, found):
    asked = query.format(other=several.pk, officer=officer.user_id)

    assert sorted(keys(api.get(f"duties/?{asked}"))) == sorted(found)


def test_the_nearest_day_comes_first_and_none_last(api, several):
    listed = keys(api.get("duties/"))

    assert listed[:2] == ["aia-53-1-b", "aia-53-1-a"]
    assert sorted(listed[2:]) == ["aia-53-4", "cop-ss-9.3"]
    assert keys(api.get("duties/?ordering=changed"))[-1] == "aia-53-1-b"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("model=x", ["model"]),
        ("status=done", ["status"]),
        ("due_before=tomorrow", ["due_before"]),
        ("due_before=2026-12-01&due_before=2026-12-02", ["due_before"]),
        ("owed=false", ["owed"]),
        ("changed_after=2026-12-01", ["changed_after"]),
        ("changed_after=2026-12-01T10:00:00", ["changed_after"]),
        ("ordering=random", ["ordering"]),
        ("page_size=0", ["page_size"]),
        ("page_size=201", ["page_size"]),
        ("page_size=many", ["page_size"]),
        ("cursor=nonsense", ["cursor"]),
        ("q=%00", ["q"]),
        ("q=" + "x" * 201, ["q"]),
        ("duedate=2026-12-01", ["duedate"]),
        ("model=x&status=done&flag=red", ["flag", "model", "status"]),
    ],
)
def test_a_filter_that_means_nothing_is_named(api, query, names):
    assert sorted(fields(api.get(f"duties/?{query}"))) == names


def test_a_duty_is_assigned_with_a_target_and_a_way(api, duty, colleague):
    path = f"duties/{duty.pk}/"
    body = {
        "assignee": str(colleague.user_id),
        "target_on": "2026-12-01",
        "route": "other-adequate-means",
        "route_explanation": "Our own documentation standard.",
    }

    response = api.patch(path, body, HTTP_IF_MATCH=api.get(path)["ETag"])

    assert response.status_code == 200, response.content
    row = response.json()
    assert row["assignee"] == {"id": str(colleague.user_id), "name": "Carl"}
    assert (row["target_on"], row["route"]) == ("2026-12-01", "other-adequate-means")
    assert response["ETag"] == f'"{row["revision"]}"' == api.get(path)["ETag"]
    freed = api.patch(path, {"assignee": None}, HTTP_IF_MATCH=response["ETag"]).json()
    assert (freed["assignee"], freed["target_on"]) == (None, "2026-12-01")


def test_what_one_part_of_a_change_is_refused_for_leaves_the_other_undone(api, duty, colleague):
    path = f"duties/{duty.pk}/"
    body = {"assignee": str(colleague.user_id), "route": "other-adequate-means"}

    response = api.patch(path, body, HTTP_IF_MATCH=api.get(path)["ETag"])

    assert list(fields(response)) == ["route_explanation"]
    assert api.get(path).json()["assignee"] is None


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, []),
        ({"assignee": "Carl"}, ["assignee"]),
        ({"assignee": "0" * 32}, ["assignee"]),
        ({"assignee": "{rival}"}, ["assignee"]),
        ({"target_on": "2199-01-01"}, ["target_on"]),
        ({"route": "harmonised-standard"}, ["route"]),
        ({"route": "code"}, ["route"]),
        ({"route": None}, ["route"]),
        ({"status": "handed-in"}, ["status"]),
        ({"owed": False, "flag": "none"}, ["flag", "owed"]),
    ],
)
def test_a_change_that_cannot_be_names_the_field(api, duty, rival, body, names):
    path = f"duties/{duty.pk}/"
    if body.get("assignee") == "{rival}":
        body = {"assignee": str(rival.user_id)}

    response = api.patch(path, body, HTTP_IF_MATCH=api.get(path)["ETag"])

    assert sorted(fields(response)) == names
    assert api.get(path).json()["revision"] == duty.revision


def test_deadlines_are_listed_by_day_and_state(api, duty, ai_model):
    other = make_duty(ai_model, "aia-53-1-b")
    days.make_deadline(duty, date(2026, 12, 7), rolled_on=date(2026, 12, 8))
    days.make_deadline(other, date(2026, 11, 7), met_at=NOW)
    days.make_deadline(other, date(2026, 11, 1), cancelled_at=NOW, clock="other")

    (row,) = api.get("deadlines/").json()["results"]
    assert row["duty"] == {"id": str(duty.pk), "key": "aia-53-1-a"}
    assert row["due"] == {"strict": "2026-12-07", "rolled": "2026-12-08", "provisional": False}
    assert row["state"] == "open"
    assert api.get(f"deadlines/{row['id']}/").json() == row

    def states(query):
        return [one["state"] for one in api.get(f"deadlines/?{query}").json()["results"]]

    assert states("state=any") == ["cancelled", "met", "open"]
    assert states("state=met") == ["met"]
    assert states("state=any&due_before=2026-11-07") == ["cancelled"]
    assert states(f"state=any&duty={duty.pk}") == ["open"]


def test_the_inbox_is_ones_own(api, officer, colleague, provider):
    older = days.make_notice(officer.user_id, provider, queued_at=NOW - timedelta(days=1))
    newer = days.make_notice(officer.user_id, provider)
    days.make_notice(colleague.user_id, provider, title="For Carl")

    rows = api.get("notices/").json()["results"]

    assert [row["id"] for row in rows] == [str(newer.pk), str(older.pk)]
    assert api.post(f"notices/{older.pk}/read/").json()["read_at"] is not None
    assert [row["id"] for row in api.get("notices/?unread=true").json()["results"]] == [
        str(newer.pk)
    ]
    assert api.post("notices/read/").json() == {"marked": 1}
    assert api.get("notices/?unread=true").json()["results"] == []


def test_somebody_elses_notice_is_not_there(api, colleague, provider):
    notice = days.make_notice(colleague.user_id, provider)

    problem(api.get(f"notices/{notice.pk}/"), 404)
    problem(api.post(f"notices/{notice.pk}/read/"), 404)


def test_comments_stay_among_the_providers_people(api, duty, colleague):
    path = f"duties/{duty.pk}/comments/"

    made = api.post(path, {"text": "Who has the draft?"})

    assert made.status_code == 201, made.content
    assert [row["text"] for row in Program(colleague).get(path).json()["results"]] == [
        "Who has the draft?"
    ]
    assert list(fields(api.post(path, {"text": " "}))) == ["text"]
    assert list(fields(api.post(path, {"text": "x", "is_shared": True}))) == ["is_shared"]
