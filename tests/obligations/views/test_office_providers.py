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
from tests.factories.assessments import drafted, submitted
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW, make_model
from tests.obligations.requests.test_office import ASKED, answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


@pytest.fixture
def office(sign_in, reviewer):
    return sign_in(reviewer)


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
