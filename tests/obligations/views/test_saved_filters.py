"""Filters of the board under a name: saved, replaced, removed, and a person's own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from obligations.models import SavedFilter


def test_a_view_is_saved_replaced_and_removed(page, officer, provider):
    given = {"name": "Late", "page": "duties", "query": "near=overdue&page=3"}

    page.post(reverse("filter-save"), given)
    answer = page.post(reverse("filter-save"), given | {"page": "matrix", "query": "q=x"})

    saved = SavedFilter.objects.get()
    assert (saved.page, saved.query) == ("matrix", "q=x")
    assert answer["Location"] == f"{reverse('duties-matrix')}?q=x"
    page.post(reverse("filter-remove", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_a_saved_view_forgets_the_page(page):
    page.post(reverse("filter-save"), {"name": "A", "page": "duties", "query": "q=x&page=3"})

    assert SavedFilter.objects.get().query == "q=x"


@pytest.mark.parametrize(
    "given",
    [
        {"name": "", "page": "duties"},
        {"name": "x" * 61, "page": "duties"},
        {"name": "A", "page": "elsewhere"},
        {"name": "A", "page": "duties", "query": "q=" + "x" * 2000},
    ],
)
def test_a_wrong_view_is_refused(page, given):
    assert page.post(reverse("filter-save"), given).status_code == 422
    assert not SavedFilter.objects.exists()


def test_nobody_sees_or_removes_the_view_of_another(page, sign_in, colleague, rival, officer):
    page.post(reverse("filter-save"), {"name": "Mine", "page": "duties", "query": ""})
    saved = SavedFilter.objects.get()

    for other in (colleague, rival):
        client = sign_in(other)
        assert "Mine" not in client.get(reverse("duties")).content.decode()
        assert client.post(reverse("filter-remove", args=[saved.pk])).status_code == 404
