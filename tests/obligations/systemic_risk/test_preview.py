"""What one thing would change: which effects are shown, and which are folded away."""

import pytest

from obligations.law.terms import Ruling
from obligations.systemic_risk.queries.preview import Effect


def ruling(owed):
    return Ruling(key="aia-52-1", title="Notify", owed=owed, because="So.", cite="Art. 52(1)")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (False, True, True),
        (True, False, True),
        (True, True, True),
        (False, None, True),  # What becomes open is no small print.
        (None, None, False),
        (None, False, False),
        (False, False, False),
    ],
)
def test_what_is_owed_ends_or_becomes_open_is_shown(before, after, shown):
    assert Effect(ruling(before), ruling(after)).is_about_owing is shown
