"""From when reassessment may be asked for (Art. 52(5); law.md S15, DL-03)."""

from datetime import date

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law.reassessments import opening


def at(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("designated", "basis", "maintained", "on", "is_open", "earliest"),
    [
        (None, None, [], "2026-11-23", False, None),
        ("2026-05-23", "52(4)", [], "2026-11-22", False, "2026-11-23"),
        ("2026-05-23", "52(4)", [], "2026-11-23", True, "2026-11-23"),
        ("2026-02-01", "52(4)", ["2026-09-01"], "2026-11-23", False, "2027-03-01"),
        ("2026-02-01", "52(4)", ["2025-12-01"], "2026-11-23", True, "2026-08-01"),  # an earlier one
        ("2026-05-23", "52(1)", [], "2027-11-23", False, None),
        ("2026-05-23", None, [], "2027-11-23", None, None),
        ("2026-12-01", "52(4)", [], "2026-11-23", False, None),
        ("2026-08-31", "52(4)", [], "2027-02-28", True, "2027-02-28"),  # no 31 February
        ("2026-02-08", "52(4)", [], "2026-08-08", True, "2026-08-08"),  # a Saturday: never rolls
    ],
)
def test_opening(designated, basis, maintained, on, is_open, earliest):
    found = opening(
        designated_on=at(designated),
        basis=basis,
        maintained_on=[at(one) for one in maintained],
        on=at(on),
        clock=catalogue().clocks["aia-52-5-reassessment"],
        working_days=catalogue().working_days(),
    )

    assert (found.is_open, found.earliest) == (is_open, at(earliest))
    assert found.because
