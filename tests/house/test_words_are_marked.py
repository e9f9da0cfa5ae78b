"""Every word a template says is marked for translation, and the search for others can find some."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
# Samples for those who build pages.
ENGLISH = ("public/style_guide",)
SPOKEN = (
    *("alt", "aria-label", "caption", "data-label", "help", "label", "none", "note", "noun"),
    *("placeholder", "question", "submit", "term", "title", "what"),
)
# Names, units and formats, the same in every language.
SAME_EVERYWHERE = re.compile(
    r"Code of Practice Tracker|&\w+;|\b(FLOP|SHA-256|CSV|XLSX|DOCX|PDF|JSON|OSCAL|HTML|ZIP|ICS|URL"
    r"|TLS|HMAC|robots\.txt|HTTP|MB|GB|KB|CVE|DOI|UUID|ms|webhook-id)\b"
)
TEMPLATE_TAG = r"\{%.*?%\}|\{\{.*?\}\}"
SILENT = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->|<!doctype[^>]*>"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*block (?:main_class|shell_class|sidebar)\s*%\}[^<{]*"
    r"|<(script|style|code|pre|kbd)\b[^>]*>.*?</\1>",
    re.DOTALL,
)
HTML_TAG = re.compile(
    rf"</?[a-zA-Z](?:{TEMPLATE_TAG}|\"(?:{TEMPLATE_TAG}|[^\"])*\"|'[^']*'|[^>\"'])*>", re.DOTALL
)
ATTRIBUTE = re.compile(rf"\s({'|'.join(SPOKEN)})=\"((?:{TEMPLATE_TAG}|[^\"])*)\"", re.DOTALL)
ARGUMENT = re.compile(
    rf"\{{%\s*(?:include|firstof)\b[^%]*?\s(?:(?:{'|'.join(SPOKEN)})=)?\"([A-Z][a-z][^\"]*)\""
)
SPARE = re.compile(r"\|default:\"([A-Za-z][^\"]*)\"")
WORD = re.compile(r"[^\W\d_]{2,}")


def unmarked(source: str) -> list[str]:
    """List what a template says outside the marks: texts, attributes, arguments."""
    said = [found for pattern in (ARGUMENT, SPARE) for found in pattern.findall(source)]
    source = SILENT.sub("\x00", source)
    for tag in HTML_TAG.findall(source):
        said += [spoken for _, spoken in ATTRIBUTE.findall(tag)]
    said += HTML_TAG.sub("\x00", source).split("\x00")
    plain = (re.sub(TEMPLATE_TAG, "\n", one, flags=re.DOTALL) for one in said)
    lines = (line.strip() for text in plain for line in text.split("\n"))
    return [line for line in lines if WORD.search(SAME_EVERYWHERE.sub("", line))]


def test_every_word_of_a_template_is_marked():
    names = [path for path in sorted(TEMPLATES.rglob("*.*")) if path.suffix in (".html", ".txt")]
    pages = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in names}
    found = {name: unmarked(text) for name, text in pages.items() if not name.startswith(ENGLISH)}

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Save it</p>", ["Save it"]),
        ("{{ number }} piece{{ number|pluralize }} of evidence", ["piece", "of evidence"]),
        ('<c-card title="Members" id="members" />', ["Members"]),
        ('<td data-label="{% if one %}Who{% endif %}">', ["Who"]),
        ('{% include "a.html" with title="Its parts" %}', ["Its parts"]),
        ('{{ name|default:"nobody" }}', ["nobody"]),
        ('<c-vars label="Filter" />', ["Filter"]),
        ('{% translate "Save it" %} <b>{{ name }}</b>, 12 PDF', []),
        ("{% blocktranslate %}By {{ day }}{% endblocktranslate %}", []),
        ('<c-card title="{% translate \'Members\' %}" class="card wide" />', []),
        ('{% include "a.html" with title=_("Its parts") %}', []),
        ("{% block main_class %} main-wide{% endblock %}<code>curl</code>", []),
    ],
)
def test_what_is_not_marked_is_found(source, words):
    assert unmarked(source) == words


MESSAGE = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)


def unsaid(source: str) -> list[str]:
    """List the values in messages that Django prints nothing for: a filter belongs behind with."""
    values = re.findall(r"\{\{\s*(.*?)\s*\}\}", "".join(MESSAGE.findall(source)))
    return [one for one in values if not re.fullmatch(r"[a-z_]+", one)]


def test_a_value_in_a_message_is_a_bare_name():
    paths = [path for path in sorted(TEMPLATES.rglob("*.*")) if path.is_file()]
    found = {path.relative_to(TEMPLATES).as_posix(): unsaid(path.read_text()) for path in paths}

    assert len(found) > 300
    assert {name: values for name, values in found.items() if values} == {}


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("{% blocktranslate %}By {{ cite|phrase }}{% endblocktranslate %}", ["cite|phrase"]),
        ("{% blocktrans count n=2 %}A{% plural %}{{ one.n }}{% endblocktrans %}", ["one.n"]),
        ("{% blocktranslate with a=b|size %}{{ a }}\nof {{ all }}{% endblocktranslate %}", []),
        ("{% blocktranslate %}A{% endblocktranslate %}{{ a|size }}", []),
    ],
)
def test_a_value_that_prints_nothing_is_found(source, values):
    assert unsaid(source) == values
