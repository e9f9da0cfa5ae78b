"""The ceiling of a fine (Art. 101(1))."""

from decimal import Decimal

import pytest

from obligations.law.figures import ImpossibleValue
from obligations.law.fines import exposure
from tests.obligations.law.samples import TODAY, day


@pytest.mark.parametrize(
    ("turnover", "ceiling"),
    [
        ("0", "15000000"),
        ("1000000", "15000000"),  # size earns no relief: the higher of the two
        ("500000000", "15000000"),  # break-even
        ("500000000.01", "15000000.0003"),
        ("2000000000", "60000000"),
    ],
)
def test_the_higher_of_three_per_cent_and_fifteen_million(turnover, ceiling):
    assert exposure(Decimal(turnover), TODAY).ceiling == Decimal(ceiling)


@pytest.mark.parametrize(("on", "in_force"), [("2026-08-01", False), ("2026-08-02", True)])
def test_no_fine_before_the_powers_apply(on, in_force):
    found = exposure(Decimal("1e9"), day(on))

    assert found.in_force is in_force
    assert ("from 2 August 2026" in found.because) is not in_force


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("-1"), Decimal("1e16"), 1.5, "1"])
def test_impossible_turnover_is_refused_by_name(bad):
    with pytest.raises(ImpossibleValue, match=r"^turnover: "):
        exposure(bad, TODAY)
