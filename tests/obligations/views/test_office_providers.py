"""The AI Office's page of one provider: what was shared, what is new, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import OfficeNote, Visit
from obligations.queries import shared
from obligations.requests.services import asking
from obligations.requests.services.asking import Question
from providers.actors import Role
from tests.factories.assessments import drafted, submitted
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import (
    NOW,
    actor_for,
    make_member,
    make_model,
    make_provider,
    make_user,
)
from tests.obligations.requests.test_office import ASKED, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


def ask(provider, reviewer):
    question = Question(**ASKED)
    return asking.ask(provider=provider, question=question, by=reviewer, now=NOW)


def shown(office, provider):
    return office.get(reverse("office-provider", args=[provider.pk]))


def test_what_was_shared_stands_there_by_kind_and_nothing_else(
    office, submission, officer, reviewer, provider, rival_model, rival
):
    secret = make_model(provider, "SECRET model")
    duty = make_duty(secret)
    attach(duty, statement="SECRET", title="SECRET", by=officer)
    drafted(duty, officer, position="SECRET")
    submitted(make_duty(rival_model), rival)
    answer(ask(submission.provider, reviewer), officer)

    page = shown(office, provider)

    counts = {one.kind.name: one.count for one in page.context["shared"]}
    assert counts == {"Submissions": 1, "Requests": 1, "Answers": 1}
    assert "SECRET" not in page.content.decode()
    assert rival_model.name not in page.content.decode()


def test_what_is_new_is_counted_by_kind_from_the_last_visit(
    office, submission, officer, reviewer, provider
):
    first = shown(office, provider)
    Visit.objects.update(latest_at=NOW + timedelta(hours=1))
    submitted(make_duty(make_model(provider, "Later")), officer, now=NOW + timedelta(hours=2))

    second = shown(office, provider)

    assert (first.context["last_visit"], first.context["new"]) == (None, [])
    assert [(one.kind.name, one.new) for one in second.context["new"]] == [("Submissions", 1)]
    marked = [is_new for _, _, is_new in second.context["shared"][0].latest]
    assert marked == [True, False]


def test_each_reviewer_has_visits_of_their_own(submission, reviewer, provider):
    seen = shared.by_provider(reviewer, provider, since=NOW - timedelta(days=1))
    later = shared.by_provider(reviewer, provider, since=NOW + timedelta(days=1))

    assert [one.new for one in seen] == [1]
    assert [one.new for one in later] == [0]


def test_a_provider_that_shared_nothing_has_no_page(office, ai_model, officer, rival_provider):
    drafted(make_duty(ai_model), officer)

    assert shown(office, ai_model.provider).status_code == 404
    assert shown(office, rival_provider).status_code == 404


@pytest.mark.parametrize("name", ["office-provider", "office-provider-note"])
def test_the_page_is_the_offices_alone(sign_in, officer, rival, stranger, submission, name):
    address = reverse(name, args=[submission.provider_id])

    for method in ("get", "post"):
        for who in (officer, rival):
            answered = getattr(sign_in(who), method)(address, {"text": "x"})
            assert answered.status_code in (403, 405)
        assert getattr(sign_in(stranger), method)(address).status_code in (302, 405)
    assert not OfficeNote.objects.exists()


def test_a_note_about_a_provider_is_kept_and_shown_to_reviewers(office, submission, provider):
    address = reverse("office-provider-note", args=[provider.pk])

    kept = office.post(address, {"text": "Ask for the samples."}, follow=True)
    refused = office.post(address, {"text": " "})

    assert "Ask for the samples." in kept.content.decode()
    assert refused.status_code == 422
    assert OfficeNote.objects.get().assessment is None


def test_the_page_costs_the_same_with_one_and_with_many(office, submission, officer, provider):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            shown(office, provider)
        return len(asked)

    shown(office, provider)
    few = cost()
    for number in range(6):
        submitted(make_duty(make_model(provider, f"Model {number}")), officer)

    assert cost() == few


def been(office, reviewer, at):
    """Let the reviewer's last visit to the list of providers have ended at an instant."""
    office.get(reverse("office"))
    Visit.objects.filter(user=reviewer.user_id, provider=None).update(latest_at=at)


def test_the_list_says_what_is_new_of_each_kind_and_leads_to_it(
    office, submission, officer, reviewer, provider, rival_model, rival
):
    submitted(make_duty(rival_model), rival, now=NOW - timedelta(days=3))
    been(office, reviewer, NOW - timedelta(hours=1))
    answer(ask(submission.provider, reviewer), officer)

    page = office.get(reverse("office"))

    new = {one.name: {n.kind.name: n.new for n in news} for one, news in page.context["providers"]}
    here = {"Submissions": 1, "Requests": 1, "Answers": 1}
    assert new == {provider.name: here, rival_model.provider.name: {}}
    assert {one.kind.name: one.new for one in page.context["new"]} == here
    path = dict(page.context["providers"])[provider][-1].path
    assert path.endswith("#kind-61")
    assert path.replace("&", "&amp;") in page.content.decode()
    # The page is seen for the first time, and counts from the visit to the list all the same.
    there = office.get(path).context
    assert {one.kind.name: one.new for one in there["new"]} == here


def test_what_others_keep_is_not_new_to_a_reviewer_without_access(
    sign_in, submission, reviewer, provider
):
    limited = make_user("Lena", is_office=True, needs_access=True)
    actor = actor_for(limited)

    assert shared.news(actor, since=NOW - timedelta(days=1)) == {}
    assert list(shared.news(reviewer, since=NOW - timedelta(days=1))) == [provider.pk]


def test_on_a_first_visit_nothing_is_new(office, submission):
    page = office.get(reverse("office"))

    assert page.context["new"] == []
    assert "New since your last visit" not in page.content.decode()


@pytest.mark.parametrize(
    "since",
    ["x", "2026-02-30T00:00:00Z", "2026-11-01", "2026-11-01T10:00:00", "9999-12-31T23:59:59Z",
     "0001-01-01T00:00:00+14:00", "%00"],
)  # fmt: skip
def test_an_instant_that_makes_no_sense_counts_as_not_given(office, submission, provider, since):
    page = office.get(reverse("office-provider", args=[provider.pk]) + f"?since={since}")

    assert (page.status_code, page.context["last_visit"]) == (200, None)


def test_the_list_with_news_costs_the_same_for_one_and_for_many_providers(
    office, submission, officer, reviewer
):
    def cost():
        been(office, reviewer, NOW - timedelta(hours=1))
        with CaptureQueriesContext(connection) as asked:
            page = office.get(reverse("office"))
        return sum(bool(news) for _, news in page.context["providers"]), len(asked)

    one = cost()
    for number in range(5):
        other = make_provider(f"Provider {number}")
        member = actor_for(make_member(other, Role.OFFICER, make_user(f"Officer {number}")))
        submitted(make_duty(make_model(other, f"Model {number}")), member)
    many = cost()

    assert (one[0], many[0]) == (1, 6)
    assert many[1] == one[1]
