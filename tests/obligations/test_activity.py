"""What happened to one thing: in words, with its parts, for the provider's people alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from obligations.models import Assessment
from obligations.queries import activity
from obligations.services import assessments, care
from tests import rooms
from tests.api.conftest import Program
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(ai_model, officer, reviewer, now):
    duty = make_duty(ai_model)
    attach(duty, statement="What we do.", title="Our statement", by=officer)
    made = submitted(duty, officer)
    assessments.decide(
        assessment=made, decision="returned", reason="Say more.", by=reviewer, now=now
    )
    other = make_duty(make_model(ai_model.provider, "Another"))
    attach(other, statement="SECRET of another duty", title="SECRET of another duty", by=officer)
    return duty


def test_a_duty_tells_of_its_parts_in_words_and_of_nothing_else(duty, officer, sign_in):
    page = sign_in(officer).get(reverse("activity", args=["duty", duty.pk]))

    text = page.content.decode()
    for words in ("recorded evidence", "Our statement", "submitted the assessment", "returned"):
        assert words in text
    assert "SECRET" not in text


def test_the_api_tells_the_same(duty, officer):
    shown = Program(officer).get(f"/api/v1/duties/{duty.pk}/activity/").json()["results"]

    assert shown[0]["said"] == "returned the assessment"
    assert [one["action"] for one in shown if "SECRET" in one["about"]] == []
    assert {one["who"] for one in shown} == {"Olivia", "Viktor"}


def test_a_model_tells_of_its_duties(duty, officer, reviewer, now):
    care.assign(
        duty=duty,
        assignee=None,
        target_on=now.date(),
        revision=duty.revision,
        by=officer,
        now=now,
    )
    shown = Program(officer).get(f"/api/v1/models/{duty.ai_model_id}/activity/").json()["results"]

    assert "duty.assigned" in [one["action"] for one in shown]


def test_nobody_else_reads_it(duty, reviewer, rival, sign_in):
    made = Assessment.objects.get()
    for who in (reviewer, rival):
        for kind, row in (("duty", duty), ("assessment", made)):
            assert sign_in(who).get(reverse("activity", args=[kind, row.pk])).status_code in (
                302,
                404,
            )
        for path in (f"duties/{duty.pk}", f"assessments/{made.pk}"):
            assert Program(who).get(f"/api/v1/{path}/activity/").status_code == 404


def test_unknown_kinds_are_no_page(duty, officer, sign_in):
    assert sign_in(officer).get(f"/activity/secrets/{duty.pk}/").status_code == 404


def test_every_kind_has_a_page_and_the_queries_do_not_grow(
    ai_model, officer, now, sign_in, django_assert_max_num_queries
):
    duty = make_duty(ai_model)
    attach(duty, statement="SECRET", title="SECRET", by=officer)
    found = rooms.rows(ai_model, officer, now)
    client = sign_in(officer)
    for kind in ("incident", "document", "package", "request"):
        address = reverse("activity", args=[kind, found[kind]])
        with django_assert_max_num_queries(12):
            page = client.get(address)
        assert page.status_code == 200, kind
        assert page.context["page"].paginator.count, kind
        assert client.get(f"{address}?format=csv").status_code == 200
    assert set(activity.KINDS) >= {"duty", "evidence", "assessment", "model"}
