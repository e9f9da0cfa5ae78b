"""The lists of the AI Office: what was submitted, what is new, and the filters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from obligations.models import Visit
from obligations.services.visits import SAME_VISIT
from obligations.views import office_submissions
from tests.factories.assessments import drafted, submitted
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, make_model, make_provider

pytestmark = pytest.mark.django_db


def test_the_list_names_providers_that_submitted_something_and_no_other(
    office, submission, rival_model, rival
):
    drafted(make_duty(rival_model), rival)
    make_provider("A provider that keeps to itself")

    page = office.get(reverse("office")).content.decode()

    assert submission.provider.name in page
    assert rival_model.provider.name not in page
    assert "keeps to itself" not in page


@pytest.mark.parametrize("name", ["office", "office-submissions"])
def test_the_pages_are_the_offices_alone(sign_in, officer, stranger, name):
    assert sign_in(officer).get(reverse(name)).status_code == 403
    assert sign_in(stranger).get(reverse(name)).status_code == 302


def test_the_lists_cost_the_same_for_one_and_for_many(
    office, submission, officer, django_assert_num_queries
):
    def cost(name):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            office.get(reverse(name))
        return len(queries)

    few = [cost("office"), cost("office"), cost("office-submissions")]
    for number in range(5):
        model = make_model(submission.provider, f"Model {number}")
        submitted(make_duty(model), officer)
    many = [cost("office"), cost("office"), cost("office-submissions")]

    assert many[1:] == few[1:]


def test_what_is_new_is_counted_from_the_last_visit(office, submission, reviewer):
    first = office.get(reverse("office")).context["last_visit"]
    again = office.get(reverse("office")).context["last_visit"]
    ended = timezone.now() - SAME_VISIT - timedelta(minutes=1)
    Visit.objects.filter(user=reviewer.user_id, provider=None).update(latest_at=ended)
    next_day = office.get(reverse("office")).context["last_visit"]
    looked_again = office.get(reverse("office")).context["last_visit"]

    # Looking again is the same visit: what was new stays new.
    assert (first, again) == (None, None)
    assert next_day == looked_again == ended
    assert Visit.objects.count() == 1


def test_the_list_is_one_visit_and_a_provider_another(office, submission):
    office.get(reverse("office"))
    looked = office.get(reverse("office")).context["start"]
    office.get(reverse("office-provider", args=[submission.provider_id]))
    opened = office.get(reverse("office")).context["start"]

    assert Visit.objects.count() == 2
    assert [one.steps[0].is_done for one in (looked, opened)] == [False, True]


def test_the_filters_stand_in_the_address_and_lead_through_the_queue(
    office, submission, officer, provider
):
    later = submitted(
        make_duty(make_model(provider, "Later")), officer, now=NOW + timedelta(hours=1)
    )

    listed = office.get(reverse("office-submissions"), {"status": "submitted", "text": "ai-act"})
    opened = office.get(
        reverse("office-submission", args=[submission.pk]),
        {"status": "submitted", "text": "ai-act"},
    )

    query = "status=submitted&amp;text=ai-act"
    first = reverse("office-submission", args=[submission.pk])
    second = reverse("office-submission", args=[later.pk])
    assert f'href="{first}?{query}"' in listed.content.decode()
    assert f'rel="next" href="{second}?{query}"' in opened.content.decode()
    assert "1 of 2 in the queue" in opened.content.decode()


def test_the_ways_to_other_pages_keep_the_filters(
    office, submission, officer, provider, monkeypatch
):
    monkeypatch.setattr(office_submissions, "PAGE", 1)
    submitted(make_duty(make_model(provider, "Later")), officer, now=NOW + timedelta(hours=1))

    first = office.get(reverse("office-submissions"), {"status": "submitted"}).content.decode()
    second = office.get(
        reverse("office-submissions"), {"status": "submitted", "page": "2"}
    ).content.decode()

    assert "Showing 1 to 1 of 2 submissions" in first
    assert 'href="?status=submitted&amp;page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="?status=submitted&amp;page=1" rel="prev"' in second


@pytest.mark.parametrize(
    "query", ["?provider=x", "?status=draft", "?text=%00", "?age=-1", "?order=;", "?q=%00"]
)
def test_a_filter_that_makes_no_sense_counts_as_not_set(office, submission, query):
    page = office.get(reverse("office-submissions") + query)

    assert page.status_code == 200
    assert [row.pk for row in page.context["page"]] == [submission.pk]
