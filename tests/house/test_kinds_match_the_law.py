"""Facts are declared below the law, which may not import them: here both are held together."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.law import countries as law_countries
from obligations.law import figures
from obligations.law.facts import MODALITIES
from obligations.law.terms import Chapter, Size
from providers import countries
from providers.kinds import KINDS, FieldKind
from providers.kinds.fields import LARGEST_FLOP

FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields]


def choices(kind, field):
    return {one.value for one in KINDS[kind].field(field).choices}


def test_the_answers_to_choose_from_are_those_the_law_knows():
    assert choices("size", "size") == set(Size)
    assert choices("code-signature", "chapters") == set(Chapter)
    assert choices("capabilities", "output_modalities") == MODALITIES
    assert choices("designation", "basis") == {"52(4)", "52(1)"}


@pytest.mark.parametrize("code", [code for code, _ in countries.choices()])
def test_every_country_is_one_the_law_can_place(code):
    assert law_countries.normalised(code) == code


@pytest.mark.parametrize(
    "field",
    [field for _, field in FIELDS if field.kind in (FieldKind.DATE, FieldKind.SIGNATURES)],
    ids=lambda field: field.name,
)
def test_every_day_that_is_recorded_is_one_the_law_can_count_with(field):
    earliest = figures.EARLIEST_EVENT
    if field.name == "union_market_date":
        earliest = figures.EARLIEST_MODEL

    assert earliest <= field.earliest <= field.latest <= figures.LATEST_DATE
    assert field.latest < date(2199, 1, 1)


def test_every_amount_that_is_recorded_is_one_the_law_can_compare():
    assert LARGEST_FLOP == figures.LARGEST_FLOP
    assert figures.flop("compute", Decimal(1)) == 1
