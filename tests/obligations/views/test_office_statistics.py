"""The AI Office's statistics: every number is the length of the list it leads to."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.assessments import decided, drafted, submitted
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, make_model

pytestmark = pytest.mark.django_db
NUMBER = re.compile(
    r'<a (?:class="[^"]+" )?href="([^"]+)">(?:<span>[^<]*</span>)?'
    r'<span class="(?:bar-count|font-semibold)">(\d+)</span>'
)


@pytest.fixture
def rows(ai_model, rival_model, officer, rival, reviewer):
    submitted(make_duty(ai_model, "cop-tr-1.1"), officer, now=NOW - timedelta(days=20))
    submitted(make_duty(ai_model, "cop-ss-1.1"), officer, claim="partly-fulfilled")
    decided(make_duty(rival_model, "aia-53-1-a"), rival, reviewer, "returned")
    drafted(make_duty(ai_model, "aia-53-1-b"), officer, claim="not-fulfilled")


def test_every_number_is_the_length_of_its_list(office, rows):
    page = office.get(reverse("office-statistics")).content.decode()

    numbers = [(unescape(path), int(count)) for path, count in NUMBER.findall(page)]
    assert len(numbers) > 10
    for path, count in numbers:
        listed = office.get(path)
        assert listed.context["page"].paginator.count == count, path


def test_claims_and_decisions_are_counted_apart_and_drafts_not_at_all(office, rows):
    texts = office.get(reverse("office-statistics")).context["texts"]

    counts = {
        one.name: {bar.kind: {part.value: part.count for part in bar.parts} for bar in one.bars}
        for one in texts
    }
    assert counts == {
        "ai-act": {"claim": {"fulfilled": 1}, "assessment": {"returned": 1}},
        "transparency": {"claim": {"fulfilled": 1}, "assessment": {"submitted": 1}},
        "safety-security": {"claim": {"partly-fulfilled": 1}, "assessment": {"submitted": 1}},
    }


def test_nothing_submitted_is_said_so(office):
    assert "Nothing was submitted yet." in office.get(reverse("office-statistics")).content.decode()


def test_the_page_is_the_offices_alone(sign_in, officer, stranger, rows):
    assert sign_in(officer).get(reverse("office-statistics")).status_code == 403
    assert sign_in(stranger).get(reverse("office-statistics")).status_code == 302


def test_the_page_costs_the_same_with_one_and_with_many(office, rows, officer, provider):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse("office-statistics"))
        return len(asked)

    cost()
    few = cost()
    for number in range(5):
        submitted(make_duty(make_model(provider, f"Model {number}")), officer)

    assert cost() == few
