"""What site.js writes by itself, in a browser: sizes as the server writes them, and one word."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from providers import written
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


SIZES = [
    (1, "1 byte", "1 octet", "1 Byte"),
    (512, "512 bytes", "512 octets", "512 Byte"),
    (1023, "1,023 bytes", "1 023 octets", "1.023 Byte"),
    (1280, "1.3 kB", "1,3 ko", "1,3 kB"),
    (1536, "1.5 kB", "1,5 ko", "1,5 kB"),
    (5 * 1024**2, "5.0 MB", "5,0 Mo", "5,0 MB"),
    (3 * 1024**3, "3.0 GB", "3,0 Go", "3,0 GB"),
    (2 * 1024**4, "2.0 TB", "2,0 To", "2,0 TB"),
    (1500 * 1024**4, "1,500.0 TB", "1 500,0 To", "1.500,0 TB"),
]


def plain(text: str) -> str:
    """The text with every kind of space as the common one: browsers and Babel differ in them."""
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize("language", ["en-gb", "fr", "de"])
def test_a_size_is_the_servers_in_the_language_of_the_page(page, language):
    shown(page, language)

    by_script = [plain(page.evaluate(f"readableSize({size})")) for size, *_ in SIZES]

    place = ["en-gb", "fr", "de"].index(language)
    assert by_script == [said[place] for _, *said in SIZES]
    assert [plain(written.size(size, language)) for size, *_ in SIZES] == by_script


def test_a_page_writes_a_size_in_the_language_of_its_reader():
    page = "{{ count|size }}"

    assert render(page, count=1536) == "1.5 kB"
    assert render(page, count=None) == ""
    with translation.override("fr"):
        assert plain(render(page, count=1536)) == "1,5 ko"


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
