"""Identical complaints: the same rightsholder's words again, or others with a reason."""

from __future__ import annotations

import pytest

from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.queries import sameness
from providers.errors import InvalidInput
from tests.obligations.copyright_desk import made

pytestmark = pytest.mark.django_db


def test_an_identical_one_of_the_same_rightsholder_may_end_without_more(desk, officer):
    first = made.lodge(desk)
    made.decide(first, officer)
    again = made.lodge(desk, works="  A WINTER in the\nnorth ")

    assert again.fingerprint == first.fingerprint
    assert queries.same_words(again, officer) == [first]
    row = made.decide(again, officer, outcome="repeated", repeats=first)

    assert (row.repeats, again.state) == (first, "repeated")


def test_other_words_are_identical_only_with_a_reason(desk, officer):
    first = made.lodge(desk)
    made.decide(first, officer)
    again = made.lodge(desk, works="Another title of the same novel")

    with pytest.raises(InvalidInput) as refused:
        made.decide(again, officer, outcome="repeated", repeats=first)
    assert refused.value.field == "because"
    made.decide(again, officer, outcome="repeated", repeats=first, because="The same novel.")


def test_one_of_somebody_else_is_not_identical(desk, officer):
    first = made.lodge(desk)
    made.decide(first, officer)
    other = made.lodge(desk, name="Somebody else", email="else@rights.example")

    with pytest.raises(InvalidInput, match="somebody else"):
        made.decide(other, officer, outcome="repeated", repeats=first)
    assert list(sameness.answered_before(other, officer)) == []


def test_one_that_was_never_answered_cannot_be_repeated(desk, officer):
    first, again = made.lodge(desk), made.lodge(desk)

    with pytest.raises(InvalidInput, match="was not answered"):
        made.decide(again, officer, outcome="repeated", repeats=first)


def test_one_of_another_provider_cannot_be_repeated(desk, officer, rival, rival_provider):
    made.designate(rival_provider, rival)
    theirs = made.lodge(rival_provider)
    made.decide(theirs, rival)
    mine = made.lodge(desk)

    with pytest.raises(InvalidInput, match="no such complaint"):
        made.decide(mine, officer, outcome="repeated", repeats=theirs)
