"""Pages by key: every row once, forwards and backwards, while others come and go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.api.conftest import fields
from tests.factories import providers as people
from tests.factories.evidence import make_duty

pytestmark = pytest.mark.django_db

DAYS = [
    date(2026, 12, 1),
    date(2026, 12, 1),
    date(2026, 12, 2),
    None,
    None,
    date(2026, 11, 1),
    None,
]


@pytest.fixture
def duties(provider):
    return [make_duty(people.make_model(provider), due_on=day) for day in DAYS]


def walk(api, address: str, link: str = "next") -> list[list[str]]:
    pages = []
    while address:
        response = api.get(address)
        assert response.status_code == 200, response.content
        body = response.json()
        pages.append([row["id"] for row in body["results"]])
        address = body[link]
    return pages


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_every_row_comes_once_in_the_order_of_the_days(api, duties, size):
    pages = walk(api, f"duties/?page_size={size}")

    seen = [pk for page in pages for pk in page]
    by_day = sorted(duties, key=lambda one: (one.due_on is None, one.due_on or date.max, one.pk))
    assert seen == [str(one.pk) for one in by_day]
    assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_way_back_meets_the_same_pages(api, duties, size):
    forwards = walk(api, f"duties/?page_size={size}")
    last = f"duties/?page_size={size}"
    while following := api.get(last).json()["next"]:
        last = following

    backwards = walk(api, last, "previous")

    assert [pk for page in reversed(backwards) for pk in page] == [
        pk for page in forwards for pk in page
    ]


def test_the_first_page_has_none_before_it_and_the_last_none_after(api, duties):
    first = api.get("duties/?page_size=4").json()
    second = api.get(first["next"]).json()

    assert first["previous"] is None
    assert second["next"] is None
    assert api.get(second["previous"]).json()["previous"] is None


def test_a_row_that_comes_in_between_is_neither_doubled_nor_does_it_push(api, duties, provider):
    first = api.get("duties/?page_size=3").json()
    make_duty(people.make_model(provider), due_on=date(2026, 10, 1))

    rest = [pk for page in walk(api, first["next"]) for pk in page]

    assert len(rest) == len(DAYS) - 3
    assert not {row["id"] for row in first["results"]} & set(rest)


def test_filters_go_along_with_the_pages(api, duties):
    pages = walk(api, "duties/?page_size=2&due_before=2026-12-02")

    assert [len(page) for page in pages] == [2, 1]


def test_a_cursor_of_another_order_is_refused(api, duties):
    cursor = api.get("duties/?page_size=2").json()["next"].partition("cursor=")[2].partition("&")[0]

    assert list(fields(api.get(f"duties/?ordering=changed&cursor={cursor}"))) == ["cursor"]
    assert list(fields(api.get(f"models/?cursor={cursor}"))) == ["cursor"]


def test_following_changes_misses_none(api, duties, now):
    first = api.get("duties/?ordering=changed&page_size=3").json()
    moved = duties[0]
    moved.changed_at = now + timedelta(hours=1)
    moved.save()

    rest = [pk for page in walk(api, first["next"]) for pk in page]

    assert rest[-1] == str(moved.pk)
    assert {row["id"] for row in first["results"]} | set(rest) == {str(one.pk) for one in duties}
