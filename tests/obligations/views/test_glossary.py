"""Help beside terms, and the glossary behind it."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from obligations.catalogue.loader import catalogue
from obligations.templatetags import terms
from providers.kinds import KINDS


def shown(source, request):
    return Template("{% load terms %}" + source).render(Context({"request": request}))


def test_help_opens_by_the_browser_and_says_meaning_citation_and_more():
    page = shown('{% term_help "systemic-risk" %}', RequestFactory().get("/"))

    assert 'popovertarget="term-systemic-risk"' in page
    assert 'aria-label="What “Systemic risk” means"' in page
    assert "Art. 3(65)" in page
    assert f"{reverse('glossary')}#systemic-risk" in page


def test_a_term_is_helped_once_on_a_page():
    request = RequestFactory().get("/")

    assert shown('{% term_help "claim" %}', request)
    assert not shown('{% term_help "claim" %}', request)
    assert shown('{% term_help "decision" %}', request)


def test_every_helped_term_is_in_the_glossary():
    known = {one.key for one in catalogue().glossary}

    assert {*terms.OF_KINDS.values(), *terms.OF_FIELDS.values()} <= known
    assert set(terms.OF_DUTIES.values()) <= known
    assert terms.duty_term("aia-53-1-b") == "downstream-provider"
    assert terms.duty_term("guideline") == ""
    assert set(terms.OF_KINDS) <= set(KINDS)
    with pytest.raises(KeyError):
        shown('{% term_help "nonsense" %}', RequestFactory().get("/"))


def test_everybody_reads_the_glossary_and_searches_it(client, db):
    page = reverse("glossary")

    assert 'id="freshness"' in client.get(page).content.decode()
    found = client.get(page, {"q": "union market"}).context["terms"]
    assert "placing-on-the-market" in [one.key for one in found]
    assert "No term fits" in client.get(page, {"q": "xyzzy"}).content.decode()


@pytest.mark.parametrize("words", ["risque systémique", "RISQUE systemique"])
def test_accents_of_the_readers_language_may_be_left_out(client, db, words):
    found = client.get(reverse("glossary"), {"q": words}, HTTP_ACCEPT_LANGUAGE="fr")

    assert "systemic-risk" in [one.key for one in found.context["terms"]]


def test_programs_read_it_too(client, db):
    rows = client.get("/api/v1/glossary/").json()["results"]

    assert [one["key"] for one in rows] == [one.key for one in catalogue().glossary]


def test_help_stands_beside_the_questions_of_a_form(sign_in, officer, provider):
    page = sign_in(officer).get(reverse("model-new")).content.decode()

    for name in ("placing-on-the-market", "training-compute", "free-and-open-source"):
        assert page.count(f'id="term-{name}"') == 1


def helped_by_templates():
    helped = re.compile(r'(?:helps="|<c-term name="|term_help ")([a-z-]+)"')
    return {
        name
        for path in Path("templates").rglob("*.html")
        if "style_guide" not in path.parts
        for name in helped.findall(path.read_text())
    }


def test_every_term_that_a_template_helps_with_is_in_the_glossary():
    found = helped_by_templates()

    assert found
    assert found <= {one.key for one in catalogue().glossary}


def test_every_term_of_the_glossary_helps_on_some_page():
    tables = (terms.OF_KINDS, terms.OF_FIELDS, terms.OF_DUTIES)
    used = {name for table in tables for name in table.values()} | helped_by_templates()

    assert {one.key for one in catalogue().glossary} - used == set()
