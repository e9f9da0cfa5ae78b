"""The board: the matrix, its columns, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import Duty
from tests.factories import evidence as make
from tests.factories.providers import make_model


def test_a_cell_of_the_matrix_says_three_facts_apart(page, ai_model):
    make.make_duty(ai_model, claim="fulfilled", decision="returned", freshness="stale")

    answer = page.get(reverse("duties-matrix")).content.decode()

    for said in ("claim: Fulfilled", "decision: Returned", "Evidence: Stale"):
        assert said in answer


def test_an_open_answer_shows_as_open_in_the_matrix(page, ai_model):
    make.make_duty(ai_model, owed=None, missing=["union_market_date"])

    assert "Not enough is known" in page.get(reverse("duties-matrix")).content.decode()


def test_the_matrix_holds_what_the_table_holds(page, provider, duties):
    other = make_model(provider, "Second")
    make.make_duty(other, "aia-53-1-a")
    make.make_duty(provider, "aia-54-1")

    rows = page.get(reverse("duties-matrix")).context["rows"]

    shown = {cell.pk for row in rows for cell in row.cells if cell}
    assert shown == set(Duty.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("name", ["duties", "duties-matrix"])
def test_the_board_costs_the_same_with_many_duties(page, provider, ai_model, name):
    make.make_duty(ai_model, "aia-53-1-a")
    page.get(reverse(name))
    with CaptureQueriesContext(
        connection,
    ) as one:
        page.get(reverse(name))
    for number in range(9):
        model = make_model(provider, f"Model {number}")
        for point in "abcd":
            make.make_duty(model, f"aia-53-1-{point}")

    with CaptureQueriesContext(connection) as many:
        page.get(reverse(name))

    assert len(many) == len(one)


def test_only_the_columns_asked_for_are_shown(page, duties):
    answer = page.get(reverse("duties"), {"columns": ["claim"]}).content.decode()

    assert 'data-label="Claim"' in answer
    assert 'data-label="Work"' not in answer


def test_an_own_target_shows_without_a_person_sorts_and_filters(page, duties):
    first, second, _ = duties
    Duty.objects.filter(pk=first.pk).update(target_on=date(2027, 3, 1))
    Duty.objects.filter(pk=second.pk).update(target_on=date(2027, 1, 8))

    listed = page.get(reverse("duties"), {"sort": "target"})
    near = page.get(reverse("duties"), {"target_before": "2027-02-01"})

    assert [one.pk for one in listed.context["page"]][:2] == [second.pk, first.pk]
    assert "8 Jan 2027" in listed.content.decode()
    assert [one.pk for one in near.context["page"]] == [second.pk]
    assert near.context["form"].count == 1
