"""A rewritten phrase reads as one change, and nothing of either text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from obligations.law import rewordings
from obligations.law.rewordings import Mark

TEXTS = any_.lists(any_.sampled_from(["the", "model", "of", "weights", " ", "  ", "\n", "is"])).map(
    "".join
)


def marked(before: str, after: str) -> str:
    """Write changes as [what went|what came]."""
    found = ""
    for one in rewordings.changes(before, after):
        signs = {Mark.SAME: "{}", Mark.REMOVED: "[-{}]", Mark.ADDED: "[+{}]"}
        found += signs[one.mark].format(one.text)
    return found


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("A dense model.", "A dense model.", "A dense model."),
        (
            "Trained on open text only.",
            "Trained with licensed pictures only.",
            "Trained [-on open text][+with licensed pictures] only.",
        ),
        (
            "It reads a long text of one author.",
            "It writes a short poem of two poets.",
            # "a" and "of" stayed, as any sentence has them.
            "It [-reads a long text of one author.][+writes a short poem of two poets.]",
        ),
        (
            "Filtered twice by language models before use.",
            "Cleaned twice by language models after use.",
            "[-Filtered][+Cleaned] twice by language models [-before][+after] use.",
        ),
        ("One.\n\nTwo.", "Eins.\n\nZwei.", "[-One.][+Eins.]\n\n[-Two.][+Zwei.]"),
        ("Same end here", "New same end here", "[-Same][+New same] end here"),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
        ("", "", ""),
    ],
)
def test_changes_read_as_a_person_would_mark_them(before, after, marks):
    assert marked(before, after) == marks


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before, after):
    found = list(rewordings.changes(before, after))

    assert "".join(one.text for one in found if one.mark is not Mark.ADDED) == before
    assert "".join(one.text for one in found if one.mark is not Mark.REMOVED) == after


@given(TEXTS, TEXTS)
def test_no_two_changes_are_parted_by_spaces_or_one_short_word(before, after):
    found = list(rewordings.changes(before, after))

    for place, one in enumerate(found[1:-1], start=1):
        if one.mark is not Mark.SAME or "\n" in one.text:
            continue
        alone = one.text.split()
        assert len(alone) > 1 or (alone and len(alone[0]) > rewordings.SHORT_WORD), (place, found)


def test_very_long_texts_are_shown_whole():
    before = "word " * rewordings.TOKENS_LIMIT
    found = list(rewordings.changes(before, "other"))

    assert [one.mark for one in found] == [Mark.REMOVED, Mark.ADDED]
    assert [one.mark for one in rewordings.changes(before, before)] == [Mark.SAME]
