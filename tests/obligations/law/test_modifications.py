"""The one-third worksheet and its substitutes (law.md 4.4, D2, D3, D7; A13)."""

from decimal import Decimal

import pytest

from obligations.law.facts import Modification
from obligations.law.modifications import worksheet


@pytest.mark.parametrize(
    ("compute", "original", "systemic", "own", "answer", "references"),
    [
        ("4e24", "1e25", True, False, True, [("1E+25", False)]),  # D2
        ("1e24", "3e24", False, False, False, [("3E+24", False)]),  # exactly a third is not more
        ("3.4e24", None, True, False, True, [("1E+25", True)]),  # D3
        ("3.3e24", None, True, False, False, [("1E+25", True)]),  # D3
        ("3.4e22", None, False, False, True, [("1E+23", True)]),  # D3
        ("1e24", None, None, False, None, [("1E+25", True), ("1E+23", True)]),  # unknown: open
        ("4e24", "1e25", True, True, False, []),  # D7
    ],
)
def test_one_third(compute, original, systemic, own, answer, references):
    found = worksheet(
        Modification(
            compute_flop=Decimal(compute),
            original_compute_flop=Decimal(original) if original else None,
            original_systemic=systemic,
            same_provider=own,
        )
    )

    assert found.answer.answer is answer
    assert [(str(one.flop), one.is_substitute) for one in found.references] == references


def test_a_large_modification_of_a_systemic_model_brings_article_55():
    found = worksheet(
        Modification(
            compute_flop=Decimal("5e24"),
            original_compute_flop=Decimal("1e25"),
            original_systemic=True,
            same_provider=False,
        )
    )

    assert "Art. 55" in found.consequence
    assert found.references[0].third == "3.33e24"


def test_a_large_total_with_a_small_modification_is_an_open_question():
    found = worksheet(
        Modification(
            compute_flop=Decimal("2e24"),
            original_compute_flop=Decimal("9e24"),
            original_systemic=False,
            same_provider=False,
        )
    )

    assert found.answer.answer is False
    assert found.answer.doubts == ("A13",)
    assert not found.consequence
