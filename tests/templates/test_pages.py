"""The one tag that writes the pages of a list."""

from __future__ import annotations

import re

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation


def render(number, *, rows=120, address="/duties/", tag='{% pages page "duties" %}', **context):
    page = Paginator(range(rows), 50).page(number)
    request = RequestFactory().get(address)
    template = engines["django"].from_string("{% load pages %}" + tag)
    return template.render({"page": page, **context}, request)


def links(html):
    return {rel: href for href, rel in re.findall(r'href="([^"]*)" rel="(\w+)"', html)}


@pytest.mark.parametrize(
    ("number", "shown", "ways"),
    [
        (1, "Showing 1 to 50 of 120 duties", {"next": "?page=2"}),
        (2, "Showing 51 to 100 of 120 duties", {"prev": "?page=1", "next": "?page=3"}),
        (3, "Showing 101 to 120 of 120 duties", {"prev": "?page=2"}),
    ],
)
def test_says_which_rows_are_shown_and_links_the_pages_beside(number, shown, ways):
    html = render(number)

    assert shown in html
    assert links(html) == ways


def test_one_page_has_its_count_and_no_navigation():
    html = render(1, rows=12)

    assert '<p class="pagination">Showing 1 to 12 of 12 duties</p>' in html
    assert "<nav" not in html


@pytest.mark.parametrize("rows", [0, 1])
def test_a_single_row_needs_no_count(rows):
    assert render(1, rows=rows).strip() == ""


def test_large_numbers_are_written_for_people():
    assert "of 12,000 duties" in render(1, rows=12_000)
    with translation.override("de"):
        assert "12.000" in render(1, rows=12_000)


def test_every_other_parameter_of_the_address_stays():
    html = render(2, address="/duties/?q=a%26b&page=2&near=overdue&owner=1&owner=2")

    assert links(html)["next"] == "?q=a%26b&amp;page=3&amp;near=overdue&amp;owner=1&amp;owner=2"


def test_what_is_asked_for_once_is_not_asked_for_again():
    assert links(render(1, address="/trail/?verify=1&q=x"))["next"] == "?q=x&amp;page=2"


def test_a_second_list_turns_its_own_pages():
    tag = '{% pages page "requests" name="requests" label="Pages of requests" to="#requests" %}'

    html = render(1, address="/?page=3&q=x", tag=tag)

    assert links(html)["next"] == "?page=3&amp;q=x&amp;requests=2#requests"
    assert 'aria-label="Pages of requests"' in html


def test_leads_to_the_list_from_the_answer_to_a_form():
    html = render(1, address="/access/give/", tag='{% pages page "rows" to="/access/#list" %}')

    assert links(html)["next"] == "/access/?page=2#list"


def test_lets_no_markup_through():
    markup = '"><script>'
    tag = "{% pages page text label=text to=text %}"

    assert markup not in render(2, address="/?q=%22%3E%3Cscript%3E", tag=tag, text=markup)
