"""Amounts of a ledger: worked examples, and what counts (law.md 4.7)."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.law import ledger
from obligations.law.compute import ComponentKind
from obligations.law.figures import ImpossibleValue, two_figures
from obligations.law.ledger import Line


def number(text):
    return Decimal(text)


def line(flop, kind="pretraining", **rest):
    days = {"begins": date(2026, 1, 1), "ends": date(2026, 1, 10), "known_on": date(2026, 1, 1)}
    return Line(kind=ComponentKind(kind), flop=number(flop), **{**days, **rest})


def phase(units, days, share, peak="989e12"):
    return {
        "units": number(units),
        "days": number(days),
        "utilisation": number(share),
        "peak_flop_per_second": number(peak),
    }


@pytest.mark.parametrize(
    ("method", "inputs", "flop"),
    [
        (
            "architecture",
            {"parameters": number("70e9"), "tokens": number("15e12")},
            "6.3e24",
        ),  # W-1
        (
            "architecture",
            {"parameters": number("405e9"), "tokens": number("15.6e12")},
            "3.8e25",
        ),  # W-2
        (
            "architecture",
            {"parameters": number("1.1e9"), "tokens": number("3e12")},
            "2.0e22",
        ),  # W-4
        ("hardware", {"phases": [phase(2048, 60, "0.40")]}, "4.2e24"),  # W-6
        ("hardware", {"phases": [phase(16384, 90, "0.40")]}, "5.0e25"),  # W-7
        (
            "hardware",
            {"phases": [phase(1000, 20, "0.40"), phase(4000, 40, "0.45")]},
            "6.8e24",  # W-9
        ),
        (
            "passes",
            {"forward_passes": number("1e10"), "operations_per_pass": number("1e13")},
            "1.0e23",
        ),
        ("given", {"flop": number("6e24")}, "6.0e24"),
    ],
)
def test_worked_examples(method, inputs, flop):
    found, because = ledger.amount(method, inputs)

    assert two_figures(found) == flop
    assert because


def test_a_part_of_an_operation_counts_as_one():
    found, _ = ledger.amount("given", {"flop": number("10000000000000000000000000.25")})

    assert found == number("10000000000000000000000001")


def test_an_unknown_method_is_refused():
    with pytest.raises(ImpossibleValue):
        ledger.amount("guessed", {})


@pytest.mark.parametrize(
    ("kind", "public", "counted"),
    [
        ("pretraining", None, True),  # C2
        ("fine-tuning", None, True),  # C2
        ("synthetic-data", False, True),  # C3
        ("synthetic-data", None, True),  # unknown is not public
        ("synthetic-data", True, False),  # C5
        ("merged-weights", None, True),  # C4
        ("evaluation", None, False),  # C5
        ("distillation-parent", None, False),  # C5
        ("discarded-experiment", None, False),  # C5
        ("auxiliary-model", None, False),  # C5
    ],
)
def test_what_counts(kind, public, counted):
    found, item = ledger.treatment(line("1e24", kind, public=public))

    assert found is counted
    assert "para. 11" in item.reason


def test_a_merge_of_two_models_adds_both():
    found = ledger.balance([line("6e24", "merged-weights"), line("5e24", "merged-weights")])  # W-10

    assert found.flop == number("1.1e25")
    assert found.training == 0


def test_errors_are_weighed_and_one_unknown_leaves_the_sum_unknown():
    known = [
        line("3e24", uncertainty_percent=number(10)),
        line("1e24", uncertainty_percent=number(30)),
    ]

    assert ledger.balance(known).uncertainty_percent == number("15.0")
    assert ledger.balance([*known, line("1e20")]).uncertainty_percent is None
