"""Nothing English is left on a page for somebody who reads another language.

The language here is made up: every marked string and every phrase is written in other letters. So
what still stands in plain letters was not marked, whatever the message files say today.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client, override_settings
from django.utils.translation import trans_real

from cop_tracker import translations
from obligations.phrasebook import shown
from obligations.templatetags import design
from tests.accessibility.conftest import UNLINKED, client_of
from tests.accessibility.visits import visited

LANGUAGE = "fr"
ROLES = ("officer", "reviewer", "visitor")
# What the demonstration's people wrote, and what its makers named for them.
WRITTEN = Path(settings.BASE_DIR, "obligations", "demo")
SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title", "data-label", "data-confirm"})
SILENT = frozenset({"script", "style", "code", "pre", "kbd", "textarea"})
ALONE = frozenset({"br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
# The trail says what was stored, word for word; the guide of styles is for those who build pages.
STORED = frozenset({"trail", "style-guide"})
# Words that no sentence of English does without; "No" stands before numbers of regulations.
ENGLISH = re.compile(
    r"\b(?:no|[Aa](?:bout|nd?|re)|[Bb][ey]|[Ff](?:or|rom)|[Hh]as|[Ii]s|[Nn]ot|[Oo][fr]|[Tt]h(?:at|e|is)"
    r"|[Tt]o|[Ww](?:as|hich|ith))\b"
)
# Names of people and products, two of the Code's risks in one list, and the title under which a
# public summary is kept as evidence; and tasks that the demonstration counts.
NAMES = re.compile(
    r"Code of Practice Tracker|Fictional [\w ]+|(?:Officer|Colleague|Representative) (?:of|at) \w+"
    r"|Reviewer at the AI Office|(?:Head|Chair|Member) of [\w ]+|Isle of Man"
    r"|Harmful manipulation and Concentration of economic power"
    r"|Public summary of training content(?: of [\w ]+)?|Task \d of the set"
)
# Formats of files, a word of three languages, and whom something was sent to, as it was typed.
SAME = frozenset({"CSV", "DOCX", "JSON", "PDF", "SHA-256", "XLSX", "Video", "European Commission"})
# A text of people that a page shows in part, as comparisons do, is as long as no label.
_PART = 20
_BROKEN = re.compile(r"\n|https?://\S+")
_BETWEEN = re.compile(r" · |: |; |, | \(")
_KEPT = re.compile(r"(<[^>]*>|&#?\w+;|%\(\w+\)[sd]|%%|%[sd]|\{\w*\})")
_LETTERS = {
    ord(c): chr(base + n)
    for first, base in (("A", 0x1D5A0), ("a", 0x1D5BA))
    for n, c in enumerate(map(chr, range(ord(first), ord(first) + 26)))
}
_OTHER = re.compile("[\U0001d5a0-\U0001d5d3]+")


def made_up(text: str) -> str:
    """Write the letters of a message in others; markup, entities and placeholders stay."""
    parts = _KEPT.split(text)
    return "".join(one if n % 2 else one.translate(_LETTERS) for n, one in enumerate(parts))


def forms(message: str | tuple[str, str], count: int) -> str | tuple[str, ...]:
    """Write a message in other letters; one with a plural in as many forms as the language has."""
    if isinstance(message, str):
        return made_up(message)
    singular, plural = map(made_up, message)
    return (singular, *[plural] * (count - 1))


@pytest.fixture(scope="module")
def pages(walked, tmp_path_factory) -> Iterator[dict[str, dict[str, str]]]:
    """The pages that each role found, by address, in the language that is made up."""
    folder = tmp_path_factory.mktemp("messages")
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[folder]):
        patch.setattr(translations, "po_path", lambda language: folder / "none.po")
        words = translations.read(LANGUAGE)
        for one in translations.marked():
            if one.id:
                said = forms(one.id, words.num_plurals)
                words.add(one.id, said, context=one.context, locations=one.locations)
        patch.setattr(translations, "LANGUAGES", (LANGUAGE,))
        patch.setattr(translations, "read", lambda language: words)
        translations.build(folder)
        patch.setattr(trans_real, "_translations", {})
        forget_what_was_said()
        found = {role: _read(client_of(role), walked.pages[role]) for role in ROLES}
        found[UNLINKED] = {
            f"{one.view} {one.address}": one.answer.content.decode() for one in visited(LANGUAGE)
        }
        yield found
    forget_what_was_said()


def forget_what_was_said() -> None:
    """Empty what is kept by language: French of another test is not the one made up here."""
    for one in (shown.book, *vars(design).values()):
        if hasattr(one, "cache_clear"):
            one.cache_clear()


def _read(client: Client, found) -> dict[str, str]:
    wanted = {one.address: one.view for one in found if one.view not in STORED}
    answers = {
        address: client.get(address, headers={"Accept-Language": LANGUAGE}) for address in wanted
    }
    assert {one.status_code for one in answers.values()} == {200}
    return {one: page.content.decode() for one, page in answers.items()}


class _Texts(HTMLParser):
    """Gathers what a page says in its own language: texts, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def _is_silent(self) -> bool:
        return any(silent for _, silent in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_english = (given.get("lang") or "").startswith("en")
        silent = tag in SILENT or is_english
        if not silent and not self._is_silent():
            self.found += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in ALONE:
            self._open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_silent():
            self.found.append(data)


def english(page: str, written: frozenset[str], messages: frozenset[str]) -> list[str]:
    """List what a page says in English, though neither people wrote it nor it is a name.

    That is a text with one of the little words of English, or one that is a marked string.
    """
    parser = _Texts()
    parser.feed(page)
    pieces = [one for text in parser.found for one in cut(text)]
    left = [one for one in pieces if one and one not in SAME]
    found = [one for one in left if one in messages or ENGLISH.search(NAMES.sub("", one))]
    return [one for one in found if not _is_of_people(one, written)]


def _is_of_people(piece: str, written: frozenset[str]) -> bool:
    return piece in written or (len(piece) > _PART and any(piece in one for one in written))


def cut(text: str) -> list[str]:
    """Cut a text where pages join what several people said, and where other letters stand."""
    plain = _OTHER.split(" ".join(text.split()))
    return [one.strip(" …“”.,:;·()'’\"") for part in plain for one in _BETWEEN.split(part)]


@pytest.fixture(scope="module")
def written() -> frozenset[str]:
    texts = [text for path in WRITTEN.glob("*.py") for text in _constants(path)]
    texts += [text for path in WRITTEN.glob("*.yaml") for text in _scalars(path)]
    # A page shows lines apart, and an address as a link.
    texts += [part for text in texts for part in _BROKEN.split(text)]
    return frozenset(one for text in texts for one in cut(text))


def _constants(path: Path) -> Iterator[str]:
    for one in ast.walk(ast.parse(path.read_text())):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _scalars(path: Path) -> Iterator[str]:
    for one in yaml.parse(path.read_text()):
        if isinstance(one, yaml.ScalarEvent):
            yield one.value


@pytest.fixture(scope="module")
def messages() -> frozenset[str]:
    return frozenset(one.id for one in translations.marked() if isinstance(one.id, str) and one.id)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, UNLINKED])
def test_no_page_says_english_to_who_reads_another_language(pages, role, written, messages):
    assert len(pages[role]) > 15
    found = {one: english(page, written, messages) for one, page in pages[role].items()}

    assert {one: texts for one, texts in found.items() if texts} == {}


WORDS = frozenset(
    {"Words of a person", "Not known to us", "A text which a person wrote in a longer one"}
)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Nothing of the kind</p>", ["Nothing of the kind"]),
        (f"<p>{made_up('Owed')}, by the provider</p>", ["by the provider"]),
        ('<a title="Not known to us">1</a>', []),
        ('<a title="Say that it is">1</a>', ["Say that it is"]),
        ("<td>Status</td>", ["Status"]),
        (f"<p>{made_up('Not')} <b>Aurora</b></p>", []),
        ('<p lang="en">This is a text</p>', []),
        ("<pre>this is code</pre><p>Words of a person</p>", []),
        ("<p>Fictional Aurora of the North</p>", []),
        ("<p>which a person wrote in a longer</p>", []),
        ("<p>of a person</p>", ["of a person"]),
    ],
)
def test_what_is_english_is_found(page, found):
    assert english(page, WORDS, frozenset({"Status"})) == found
