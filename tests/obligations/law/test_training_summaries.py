"""law/training_summaries.py against sections 8(b) and 5.2 of the law reference."""

from datetime import date
from decimal import Decimal

import pytest

from obligations.catalogue.loader import catalogue
from obligations.law import training_summaries as law
from obligations.law.terms import Size
from obligations.law.training_summaries import Training

CLOCK = catalogue().clocks["aia-53-1-d-update"]
DAYS = catalogue().working_days()


def sizes(**given):
    return {name: Decimal(size) for name, size in given.items()}


def test_large_is_strictly_more_than_three_percent():
    named = law.large_datasets(sizes(web=94, books=3, code=3))

    assert named.names == ("web",)
    assert named.total == 3


def test_large_datasets_stand_in_the_order_of_their_size():
    assert law.large_datasets(sizes(b=10, a=10, c=80)).names == ("c", "a", "b")


def test_nothing_measured_names_nothing():
    with pytest.raises(ValueError, match="at least one dataset"):
        law.large_datasets({})


@pytest.mark.parametrize(
    ("count", "size", "listed"),
    [
        (100, Size.LARGE, 10),
        (100, Size.SMC, 10),  # the relief is for small and medium-sized enterprises alone
        (100, Size.SME, 5),
        (100, Size.MICRO, 5),
        (100, None, 10),  # unknown is no relief
        (101, Size.LARGE, 11),
        (3, Size.SME, 1),
        (30_000, Size.SME, 1_000),
        (30_000, Size.LARGE, 3_000),
    ],
)
def test_domains_to_list(count, size, listed):
    domains = {f"d{number}.example": Decimal(count - number) for number in range(count)}

    named = law.relevant_domains(domains, size)

    assert named.names == tuple(f"d{number}.example" for number in range(listed))


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ({}, set()),
        ({"public-used": False}, set()),
        ({"public-used": True}, {"public-modalities", "public-large"}),
        (
            {"crawled-used": True},
            {"crawlers", "crawl-period", "crawl-content", "crawl-modalities", "domains"},
        ),
        ({"licensed-used": True}, {"licensed-modalities"}),
        ({"services-used": True}, {"services", "user-modalities"}),
        ({"other-used": True}, {"other-description"}),
        ({"modalities": ["text"]}, {"text-size", "text-types"}),
        ({"modalities": ["other"]}, {"other-size", "other-types"}),
    ],
)
def test_a_yes_asks_for_more(said, items):
    found = law.lacking(said, frozenset(said), in_third_country=False, is_legacy=False)

    assert {one.item for one in found} == items
    assert all(one.cite for one in found)


def test_an_answer_or_a_reason_is_enough():
    said = {"public-used": True, "synthetic-used": True}
    answered = {*said, "public-modalities", "public-other", "synthetic-modalities", "synthetic-own"}

    found = law.lacking(said, frozenset(answered), in_third_country=None, is_legacy=None)

    assert found == ()


def test_a_third_country_names_its_representative_and_legacy_its_gaps():
    found = law.lacking({}, frozenset(), in_third_country=True, is_legacy=True)

    assert [one.item for one in found] == ["representative", "legacy-gaps"]


def test_what_must_be_named_and_is_not():
    named = law.large_datasets({"https://www.Example.org/a/": Decimal(9), "b": Decimal(9)})

    (finding,) = law.unnamed(named, ["example.org/a"], item="public-large")

    assert finding.text == "By the sizes recorded, these must be named: b."


@pytest.mark.parametrize(
    ("published", "trainings", "expected"),
    [
        # DL-30: six months from the last publication.
        (["2026-01-31"], [("2026-03-01", True)], [("2026-07-31", None)]),
        # Further training that changes nothing asks for nothing.
        (["2026-01-31"], [("2026-03-01", False)], []),
        # A later publication is the update.
        (
            ["2026-01-31", "2026-05-01"],
            [("2026-03-01", True)],
            [("2026-07-31", "2026-05-01")],
        ),
        # Training after six months: due on the day it ended.
        (["2026-01-31"], [("2026-10-01", True)], [("2026-10-01", None)]),
        # Each publication starts anew.
        (
            ["2026-01-31", "2026-05-01"],
            [("2026-03-01", True), ("2026-06-01", True)],
            [("2026-07-31", "2026-05-01"), ("2026-11-01", None)],
        ),
        # Training before anything is public asks for no update.
        (["2026-01-31"], [("2025-12-01", True)], []),
        ([], [("2025-12-01", True)], []),
    ],
)
def test_updates(published, trainings, expected):
    found = law.updates(
        [date.fromisoformat(one) for one in published],
        [Training(date.fromisoformat(day), changes, False) for day, changes in trainings],
        CLOCK,
        DAYS,
    )

    assert [
        (one.due.strict.isoformat(), one.done_on and one.done_on.isoformat()) for one in found
    ] == expected


def test_a_material_change_is_said_to_be_due_sooner():
    (one,) = law.updates([date(2026, 1, 31)], [Training(date(2026, 3, 1), True, True)], CLOCK, DAYS)

    assert one.due.because.endswith("materially significant: sooner than that.")
