"""The picture of the register: where dots stand, and that words say the same."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from obligations.safety import picture
from obligations.safety.queries.pages import RiskLine

BOTH = {
    "probability_before": "4",
    "severity_before": "5",
    "spread_before": "1",
    "probability_after": "2",
    "severity_after": "4",
    "spread_after": "2",
}


def drawn(**value):
    return picture.draw([RiskLine("Cyber offence", True, SimpleNamespace(value=value), 3)])


def test_more_probable_stands_higher_and_more_severe_further_right():
    arrow = drawn(**BOTH).arrows[0]

    assert arrow.before.y < arrow.after.y
    assert arrow.before.x > arrow.after.x


def test_the_head_of_the_arrow_ends_at_the_rim_of_the_circle():
    arrow = drawn(**BOTH).arrows[0]
    x, y = arrow.shaft[2] - arrow.after.x, arrow.shaft[3] - arrow.after.y

    assert (x * x + y * y) ** 0.5 == pytest.approx(picture.RIM, abs=1)


def test_uncertainty_stays_within_the_scale():
    after = drawn(**BOTH).arrows[0].after

    assert picture.LEFT < after.left < after.x < after.right < picture.WIDTH
    assert picture.TOP < after.top < after.y < after.bottom < picture.HEIGHT


def test_words_say_what_is_drawn_and_what_is_not():
    assert drawn(**BOTH).arrows[0].told == (
        "before mitigation likely and catastrophic, after mitigation unlikely and very severe"
    )
    before = {key: one for key, one in BOTH.items() if key.endswith("before")}
    alone = drawn(**before).arrows[0]
    assert alone.told == "before mitigation likely and catastrophic, after mitigation not recorded"
    assert alone.shaft is None


def test_a_risk_without_an_estimate_is_not_drawn():
    assert drawn().is_empty
