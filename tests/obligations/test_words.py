"""Every status the product knows can be shown, by a word, an icon and a tone."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest

from obligations import words
from obligations.copyright_desk.models.complaints import State
from obligations.law.deadlines import Flag
from obligations.law.freshness import Freshness
from obligations.law.terms import Confidence
from obligations.law.workflow import (
    AnswerState,
    AssessmentStatus,
    Claim,
    Decision,
    Route,
    WorkStatus,
)
from providers.actors import Role
from providers.models.providers import Origin

STATIC = Path(__file__).parents[2] / "cop_tracker/static/cop_tracker"
EVERY_WORD = [
    pytest.param(kind, name, shown, id=f"{kind}-{name}")
    for kind, values in words.WORDS.items()
    for name, shown in values.items()
]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("work", WorkStatus),
        ("claim", Claim),
        ("decision", Decision),
        ("evidence", Freshness),
        ("flag", Flag),
        ("assessment", AssessmentStatus),
        ("route", Route),
        ("role", Role),
        ("origin", Origin),
        ("complaint", State),
        ("answer", AnswerState),
        ("confidence", Confidence),
    ],
)
def test_every_value_has_a_word(kind: str, values: type[Enum]):
    shown = [words.word(kind, member.value).text for member in values]

    assert len(set(shown)) == len(list(values))


@pytest.mark.parametrize(("kind", "name", "shown"), EVERY_WORD)
def test_a_word_has_an_icon_of_the_sprite_and_a_tone_of_the_theme(kind, name, shown):
    icons = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    tones = set(re.findall(r"^\.tone-(\w+)", (STATIC / "styles/theme.css").read_text(), re.M))

    assert shown.icon in (icons if kind != "confidence" else {""})
    assert shown.tone in tones


@pytest.mark.parametrize(("kind", "name", "shown"), EVERY_WORD)
def test_no_word_is_a_verdict(kind, name, shown):
    said = f"{shown.text} {shown.meaning}".lower()

    assert not re.search(r"compliant|presum", said)


def test_unknown_looks_like_neither_yes_nor_no():
    yes, no, unknown = (words.word("owed", answer) for answer in (True, False, None))

    assert len({yes.text, no.text, unknown.text}) == 3
    assert len({yes.icon, no.icon, unknown.icon}) == 3
    assert len({yes.tone, no.tone, unknown.tone}) == 3
    assert words.word("truth", None).text == unknown.text


def test_only_a_reviewers_decision_or_a_met_deadline_or_fresh_evidence_is_green():
    green = {(kind, name) for kind, values in words.WORDS.items() for name in values
             if values[name].tone == "good"}  # fmt: skip

    assert green == {
        ("decision", "accepted"),
        ("assessment", "accepted"),
        ("evidence", "fresh"),
        ("flag", "met"),
    }


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_claim_not_made_is_no_claim(nothing):
    assert words.word("claim", nothing).text == "No claim"


@pytest.mark.parametrize(
    ("kind", "value"), [("work", "done"), ("owed", "perhaps"), ("mood", "good")]
)
def test_an_unknown_status_is_refused_by_name(kind, value):
    with pytest.raises(words.UnknownWordError, match=value):
        words.word(kind, value)
