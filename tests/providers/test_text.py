"""A name from elsewhere, made one that could have been typed here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from providers import text

CHARACTERS = st.characters() | st.sampled_from("\u0308\u00ad\u200b\u200c\u202e \n\x00\ud800")


@given(st.text(CHARACTERS, max_size=60))
def test_what_is_left_of_any_name_is_one_that_could_be_typed(value):
    left = text.name_without_tricks(value, limit=20)

    assert left == "" or text.name(left, field="name", limit=20) == left


def test_nothing_is_left_out_of_a_name_that_could_be_typed():
    typed = "\u0645\u06cc\u200c\u0646\u0627 O\u2019Neill-Łukasz 👩\u200d🔬"

    assert text.name_without_tricks(f"  {typed} ") == typed
