"""What site.js writes by itself, in a browser: sizes as the server writes them, and one word."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import filesizeformat
from django.utils import translation

from tests.browser import ROOT
from tests.templates.test_components import render

SITE = ROOT / "cop_tracker/static/cop_tracker/site.js"


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


def shown(page, language: str, body: str = "") -> None:
    page.goto("about:blank")
    page.set_content(
        f"<!doctype html><html lang={language}><body>{body}<script>{SITE.read_text()}</script>"
    )


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (512, "512 bytes", "512 octets"),
        (1536, "1.5 kB", "1,5 ko"),
        (5 * 1024**2, "5.0 MB", "5,0 Mo"),
        (3 * 1024**3, "3.0 GB", "3,0 Go"),
        (2 * 1024**4, "2.0 TB", "2,0 To"),
    ],
)
def test_a_size_is_the_servers_in_the_language_of_the_page(page, size, english, french):
    said = {}
    for language in ("en", "fr"):
        shown(page, language)
        said[language] = page.evaluate(f"readableSize({size})").replace("\u202f", " ")
        said[language] = said[language].replace("\xa0", " ")

    assert said == {"en": english, "fr": french}
    with translation.override("en"):
        assert filesizeformat(size).split()[0] == english.split()[0]


def test_what_was_copied_is_said_in_the_word_of_the_page(page, built_styles):
    shown(
        page,
        "en",
        f"<style>{built_styles.read_text()}</style>" + render("{% cotton copy text='abc' / %}"),
    )
    button = page.locator("[data-copy]")

    button.evaluate("one => { one.dataset.copied = 'Copié'; one.classList.add('is-copied') }")

    assert button.evaluate("one => getComputedStyle(one, '::after').content") == '"Copié"'


def test_the_word_for_copied_is_on_the_page():
    assert 'data-copied="Copied"' in render("{% cotton copy text='abc' / %}")
