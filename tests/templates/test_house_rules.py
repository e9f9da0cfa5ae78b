"""Rules every template keeps, so that the content policy and both themes hold everywhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "templates").rglob("*.html"))
WEB_PAGES = [page for page in PAGES if "emails" not in page.parts]
SPRITE = (ROOT / "cop_tracker/static/cop_tracker/icons.svg").read_text()
STYLE_ATTRIBUTE = r"<[a-z][^>]*\sstyle\s*="
INLINE_HANDLER = r"<[a-z][^>]*\son[a-z]+\s*="
INLINE_SCRIPT = r"<script(?![^>]*\ssrc=)"
STRING = r"\"[^\"]*\"|'[^']*'"
ESCAPE = r"\\[0-9a-fA-F]{1,6}\s?|\\."
CONTENT = re.compile(rf"(?<![-\w])content\s*:((?:{STRING}|[^;}}\"'])*)")
LOADED = [
    "cop_tracker/site.js",
    "cop_tracker/icons.svg",
    "cop_tracker/icon.svg",
    "django_htmx/htmx-2.min.js",
]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT / "templates").as_posix()


def test_every_template_compiles():
    assert [get_template(name_of(page)).template.name for page in PAGES] == list(
        map(name_of, PAGES)
    )


@pytest.mark.parametrize(
    ("forbidden", "why"),
    [
        (STYLE_ATTRIBUTE, "the content policy forbids style attributes"),
        (INLINE_HANDLER, "the content policy forbids inline handlers"),
        (INLINE_SCRIPT, "the content policy forbids inline scripts"),
        (r"<style\b", "looks live in the stylesheet"),
        (r"href=[\"']javascript:", "the content policy forbids script addresses"),
        (r"{{\s*attrs\s*}}", "it prints values without escaping them"),
        (r"[\"'\s]dark:[a-z]", "tokens are right for both themes"),
        (r"hx-on", "the content policy forbids inline handlers"),
        (r"<(script|link|img)[^>]*\s(src|href)=[\"'](https?:)?//", "nothing comes from elsewhere"),
    ],
)
def test_every_template_keeps_the_rules(forbidden, why):
    broken = [name_of(page) for page in WEB_PAGES if re.search(forbidden, page.read_text())]

    assert broken == [], why


def test_the_rules_can_be_broken():
    assert re.search(STYLE_ATTRIBUTE, '<p class="x" style="color: red">')
    assert re.search(INLINE_HANDLER, '<form method="post" onsubmit="send()">')
    assert re.search(INLINE_SCRIPT, "<script>alert(1)</script>")


def words_of(styles: str) -> list[str]:
    """List the texts a stylesheet puts on a page that hold a word, its escaped signs left out."""
    said = [one[1:-1] for value in CONTENT.findall(styles) for one in re.findall(STRING, value)]
    return [text for text in said if re.search(r"[^\W\d_]{2}", re.sub(ESCAPE, "", text))]


def test_no_stylesheet_holds_words():
    """They could not be translated; ``attr`` takes them from the page."""
    styles = ROOT / "cop_tracker/static/cop_tracker"
    paths = [styles / "app.css", *(styles / "styles").glob("*.css")]
    found = {path.name: words_of(path.read_text()) for path in paths}

    assert len(found) > 10
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("styles", "words"),
    [
        ('a::after { content: "New"; }', ["New"]),
        ("a::after{content:'Été'}", ["Été"]),
        ('a::after {\n  content:\n    counter(one) " of; " attr(data-all);\n}', [" of; "]),
        (r'a::after { content: "\2014 then"; }', [r"\2014 then"]),
        (r'a::after { content: "\2014 " attr(data-said) "\201C"; }', []),
        ('a { align-content: center; } a::before { content: ""; font: "Arial"; }', []),
    ],
)
def test_words_of_a_stylesheet_are_found(styles, words):
    assert words_of(styles) == words


def test_a_template_fits_on_a_few_screens():
    assert [name_of(page) for page in PAGES if len(page.read_text().splitlines()) > 200] == []


def test_templates_use_icons_that_exist():
    used = {
        (name_of(page), name)
        for page in WEB_PAGES
        for pattern in (
            r"{% icon \"([\w-]+)\"",
            r'<c-icon name="([\w-]+)"',
            r'<c-[^>]* icon="([\w-]+)"',
        )
        for name in re.findall(pattern, page.read_text())
    }

    assert len(used) > 50
    assert {(page, name) for page, name in used if f'id="{name}"' not in SPRITE} == set()


def test_everything_a_page_loads_weighs_under_100_kilobytes(built_styles):
    parts = [built_styles, *(Path(finders.find(name)) for name in LOADED)]

    weight = sum(len(gzip.compress(part.read_bytes())) for part in parts)

    assert weight < 100_000
