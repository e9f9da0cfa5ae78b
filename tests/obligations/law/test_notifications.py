"""What a notification holds, and what is no ground against it (law.md 8(d), S8, S9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from obligations.law import notifications
from obligations.law.figures import ImpossibleValue
from obligations.law.notifications import GROUNDS, Condition, Contents, RebuttalLine

FULL = Contents(
    condition=Condition.MET,
    model_name="Meridian",
    known_on=date(2026, 11, 20),
    compute_flop=Decimal("2.3e25"),
    approach="6 x parameters x tokens",
    approximations="None",
    original_model="",
    with_rebuttal=False,
    grounds={},
)


def test_nothing_is_missing_from_a_full_one():
    assert notifications.missing(FULL) == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"condition": None}, ["condition"]),
        ({"known_on": None, "compute_flop": None}, ["known_on", "compute_flop"]),
        ({"approximations": ""}, ["approximations"]),
        ({"condition": Condition.MODIFICATION}, ["original_model"]),  # GL para 68
        ({"with_rebuttal": True}, ["line", "arguments", *GROUNDS]),
        (
            {
                "with_rebuttal": True,
                "line": RebuttalLine.NO_RISK,
                "arguments": "Because.",
                "grounds": dict.fromkeys(GROUNDS, "Said."),
            },
            [],
        ),
    ],
)
def test_what_is_missing_is_named(change, missing):
    found = notifications.missing(replace(FULL, **change))

    assert [one.key for one in found] == missing


def test_mitigations_are_no_ground():
    with pytest.raises(ImpossibleValue, match=r"para\. 39"):
        notifications.check_grounds(["benchmarks", "mitigations"])


def test_an_unknown_ground_is_refused():
    with pytest.raises(ImpossibleValue):
        notifications.check_grounds(["popularity"])
