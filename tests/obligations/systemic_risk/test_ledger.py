"""The compute ledger: what counts, corrections and strikes, forecasts, the picture, the facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from obligations.models import Deadline
from obligations.services.steps import NotAllowedNow
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.queries import ledger
from obligations.systemic_risk.queries.picture import picture
from obligations.systemic_risk.services import entries, recording
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent, Fact
from tests import races
from tests.factories.evidence import fresh
from tests.obligations.systemic_risk.conftest import (
    NOW,
    TODAY,
    add,
    done,
    entry,
    owed,
    record_ledger,
    standing,
)

pytestmark = pytest.mark.django_db
PEAK = "989e12"
# Worked examples of law.md 4.7 that an entry can hold; the hardware of W-8 is of two kinds.
EXAMPLES = {
    "W-A": ("architecture", {"parameters": "3.8e9", "tokens": "3.3e12"}, "7.5e22"),
    "W-C": ("architecture", {"parameters": "0.6e9", "tokens": "36e12"}, "1.3e23"),
    "W-E": ("architecture", {"parameters": "1.7e9", "tokens": "36e12"}, "3.7e23"),
    "W-G": ("architecture", {"parameters": "2.6e9", "tokens": "10e12"}, "1.6e23"),
    "W-1": ("architecture", {"parameters": "70e9", "tokens": "15e12"}, "6.3e24"),
    "W-2": ("architecture", {"parameters": "405e9", "tokens": "15.6e12"}, "3.8e25"),
    "W-B": (
        "hardware",
        {
            "phases": [
                {
                    "units": "1",
                    "hours": "200000",
                    "peak_flop_per_second": "300e12",
                    "utilisation": "0.5",
                }
            ]
        },
        "1.1e23",
    ),
    "W-7": (
        "hardware",
        {
            "phases": [
                {
                    "units": "16384",
                    "days": "90",
                    "peak_flop_per_second": PEAK,
                    "utilisation": "0.40",
                }
            ]
        },
        "5.0e25",
    ),
    "W-8": (
        "hardware",
        {
            "phases": [
                {
                    "hardware": [
                        {"units": "1000", "peak_flop_per_second": "312e12"},
                        {"units": "3000", "peak_flop_per_second": PEAK},
                    ],
                    "days": "30",
                    "utilisation": "0.35",
                }
            ]
        },
        "3.0e24",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_is_an_entry_with_its_inputs(name, ai_model, officer):
    method, inputs, flop = EXAMPLES[name]

    row = add(ai_model, officer, done(method=method, inputs=inputs, assumptions="As published."))

    kept = fresh(row)
    over = [kept.flop > Decimal("1e23"), kept.flop > Decimal("1e25")]
    assert f"{kept.flop:.1e}".replace("e+", "e") == flop
    assert over == [name != "W-A", name in ("W-2", "W-7")]
    assert (kept.method, kept.assumptions) == (method, "As published.")


def test_a_merge_of_two_models_crosses_where_neither_does(ai_model, officer):
    add(ai_model, officer, done(name="First", kind="merged-weights", inputs={"flop": "6e24"}))
    before = standing(ai_model).systemic.met_on
    add(ai_model, officer, done(name="Second", kind="merged-weights", inputs={"flop": "5e24"}))

    found = standing(ai_model)
    assert before is None
    assert (found.done.flop, found.done.training) == (Decimal("1.1e25"), 0)
    assert found.systemic.met_on == date(2026, 10, 10)


def test_what_does_not_count_is_shown_with_its_reason_and_moves_nothing(ai_model, officer):
    add(ai_model, officer, done(inputs={"flop": "2e24"}))
    for kind in ("evaluation", "discarded-experiment", "auxiliary-model", "distillation-parent"):
        add(ai_model, officer, done(name=kind, kind=kind, inputs={"flop": "9e25"}))
    add(
        ai_model,
        officer,
        done(name="Public data", kind="synthetic-data", is_public=True, inputs={"flop": "9e25"}),
    )

    found = standing(ai_model)

    assert found.done.flop == Decimal("2e24")
    assert [row.entry.name for row in found.rows if row.counts] == ["Run"]
    assert all("para" in row.because for row in found.rows if not row.counts)


def test_errors_add_up_the_same_way_and_one_unknown_leaves_the_sum_unknown(ai_model, officer):
    add(ai_model, officer, done(inputs={"flop": "3e24"}, uncertainty_percent=Decimal(10)))
    add(ai_model, officer, done(inputs={"flop": "1e24"}, uncertainty_percent=Decimal(30)))
    known = standing(ai_model).done.uncertainty_percent
    add(ai_model, officer, done(inputs={"flop": "1e24"}))

    assert known == Decimal("15.0")
    assert standing(ai_model).done.uncertainty_percent is None


def test_a_correction_takes_the_place_and_both_stay(ai_model, officer):
    first = add(ai_model, officer, done(inputs={"flop": "2e24"}))

    second = entries.correct(
        entry=first,
        new=done(inputs={"flop": "3e24"}),
        because="The log had a gap.",
        by=officer,
        now=NOW,
    )

    found = standing(ai_model)
    assert [row.entry for row in found.standing_rows] == [second]
    assert [(row.entry, row.correction) for row in found.replaced_rows] == [(first, second)]
    assert found.done.flop == Decimal("3e24")
    event = AuditEvent.objects.get(action="compute-entry.corrected")
    assert event.detail["because"] == "The log had a gap."


def test_a_strike_takes_out_of_the_sums_and_is_final(ai_model, officer):
    row = add(ai_model, officer, done())
    struck = entries.strike(entry=row, because="Of another model.", by=officer, now=NOW)

    assert (standing(ai_model).done.flop, ComputeEntry.objects.count()) == (0, 2)
    for gone in (row, struck):
        with pytest.raises(NotAllowedNow, match="already"):
            entries.strike(entry=gone, because="Again.", by=officer, now=NOW)
        with pytest.raises(NotAllowedNow, match="already"):
            entries.correct(entry=gone, new=done(), because="Back.", by=officer, now=NOW)


@pytest.mark.parametrize("because", ["", "   "])
def test_a_correction_and_a_strike_say_why(because, ai_model, officer):
    row = add(ai_model, officer, done())

    with pytest.raises(InvalidInput, match="why"):
        entries.correct(entry=row, new=done(), because=because, by=officer, now=NOW)
    with pytest.raises(InvalidInput, match="why"):
        entries.strike(entry=row, because=because, by=officer, now=NOW)


def test_the_database_keeps_entries_as_they_were(ai_model, officer):
    row = add(ai_model, officer, done())

    for act in (row.save, lambda: ComputeEntry.objects.all()._raw_delete("default")):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_stands(ai_model, officer):
    row = add(ai_model, officer, done())

    def correct(flop):
        return lambda: entries.correct(
            entry=row, new=done(inputs={"flop": flop}), because="x", by=officer, now=NOW
        )

    answers = races.at_once(correct("2e24"), correct("3e24"))

    assert sorted(isinstance(one, NotAllowedNow) for one in answers) == [False, True]
    assert len(standing(ai_model).standing_rows) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "mining"}, "kind"),
        ({"method": "guess"}, "method"),
        ({"inputs": {"flop": "many"}}, "flop"),
        ({"inputs": {"flop": "0"}}, "flop"),
        ({"inputs": {"flop": "-1e24"}}, "flop"),
        ({"inputs": {"flop": "1e99"}}, "flop"),
        ({"inputs": {}}, "flop"),
        ({"inputs": {"flop": "1e24", "tokens": "1"}}, "tokens"),
        ({"method": "architecture", "inputs": {"parameters": "1e9"}}, "tokens"),
        ({"method": "hardware", "inputs": {"phases": []}}, "phases"),
        ({"uncertainty_percent": Decimal(-1)}, "uncertainty_percent"),
        ({"uncertainty_percent": Decimal("1000.5")}, "uncertainty_percent"),
        ({"ends_on": date(2026, 9, 30)}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=1)}, "ends_on"),
        ({"begins_on": date(1999, 1, 1)}, "begins_on"),
        ({"known_on": TODAY + timedelta(days=1)}, "known_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(given, field, ai_model, officer):
    with pytest.raises(InvalidInput) as refusal:
        add(ai_model, officer, done(**given))

    assert [one.field for one in refusal.value.problems] == [field]
    assert not ComputeEntry.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_keep_the_ledger(who, request, ai_model, officer):
    row = add(ai_model, officer, done())
    other = request.getfixturevalue(who)

    for act in (
        lambda: add(ai_model, other, done()),
        lambda: entries.correct(entry=row, new=done(), because="x", by=other, now=NOW),
        lambda: entries.strike(entry=row, because="x", by=other, now=NOW),
        lambda: recording.record_ledger(ai_model=ai_model, stamp=1, by=other, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize(
    ("flop", "near"),
    [("7.69e24", False), ("7.7e24", True), ("1e25", True), ("1.01e25", False)],
)
def test_near_the_threshold_is_between_its_quotient_and_itself(flop, near, ai_model, officer):
    add(ai_model, officer, entry(inputs={"flop": flop}))

    found = standing(ai_model).systemic

    assert (found.near_with_plans, "A12" in found.doubts) == (near, near)


def test_a_plan_is_known_from_its_approval_and_met_when_it_is_run(placed, officer):
    add(placed, officer, done(inputs={"flop": "8e24"}))
    add(placed, officer, entry(inputs={"flop": "4e24"}))

    found = standing(placed).systemic
    record_ledger(placed, officer)

    assert (found.met_on, found.meets_on) == (None, date(2026, 12, 6))
    assert (found.known_on, found.runs_from) == (date(2026, 11, 20), date(2026, 11, 20))
    assert Deadline.objects.open().get(duty__key="aia-52-1").due_on == date(2026, 12, 4)
    assert owed(placed, "aia-52-1") == {"aia-52-1": date(2026, 11, 20)}


def test_a_plan_given_up_takes_the_knowledge_back_and_says_who_must(placed, officer):
    plan = add(placed, officer, entry(inputs={"flop": "2e25"}))
    record_ledger(placed, officer)
    entries.strike(entry=plan, because="Cancelled.", by=officer, now=NOW)

    told = ledger.differences(standing(placed))

    assert standing(placed).systemic.known_on is None
    assert [(one.kind, one.is_proposed) for one in told] == [("threshold-known", False)]
    assert "take the fact back yourself" in told[0].because


def test_a_plan_that_was_run_is_corrected_and_known_since_its_approval(placed, officer):
    later = NOW + timedelta(days=20)
    plan = add(placed, officer, entry(inputs={"flop": "2e25"}))
    late = standing(placed, on=later.date()).standing_rows[0].is_late

    entries.correct(
        entry=plan,
        new=entry(inputs={"flop": "1.9e25"}, is_planned=False, known_on=date(2026, 12, 11)),
        because="It was run.",
        by=officer,
        now=later,
    )

    found = standing(placed, on=later.date()).systemic
    assert late
    assert (found.known_on, found.met_on) == (date(2026, 11, 20), date(2026, 12, 6))


def test_recording_keeps_an_earlier_day_and_writes_no_plans_as_compute(placed, officer):
    add(placed, officer, done(inputs={"flop": "8e24"}, uncertainty_percent=Decimal(20)))
    add(placed, officer, entry(inputs={"flop": "4e24"}))
    record_ledger(placed, officer)

    fact = Fact.objects.filter(ai_model=placed, kind="compute").current().get()
    assert Decimal(fact.value["cumulative_compute_flop"]) == Decimal("8e24")
    assert fact.value["uncertainty_percent"] == "20"
    add(placed, officer, entry(inputs={"flop": "9e25"}, known_on=date(2026, 11, 1)))
    record_ledger(placed, officer)
    day = Fact.objects.filter(ai_model=placed, kind="threshold-known").current().get()
    assert day.value["on"] == "2026-11-01"
    with pytest.raises(InvalidInput, match="nothing to record"):
        record_ledger(placed, officer)


def test_facts_are_recorded_of_the_ledger_that_was_seen(placed, officer):
    add(placed, officer, done())
    seen = standing(placed).stamp
    add(placed, officer, done(name="Second"))

    with pytest.raises(Conflict, match="changed since you looked"):
        recording.record_ledger(ai_model=placed, stamp=seen, by=officer, now=NOW)

    assert not Fact.objects.filter(ai_model=placed, kind="compute").exists()


def test_the_picture_has_both_limits_the_band_and_the_crossing(ai_model, officer):
    add(ai_model, officer, done(inputs={"flop": "8e24"}))
    add(ai_model, officer, entry(inputs={"flop": "4e24"}))

    drawn = picture(standing(ai_model), today=TODAY)

    lower, upper = sorted(one.y for one in drawn.limits)
    assert [one.label for one in drawn.limits] == ["10^23", "10^25"]
    assert drawn.top < lower < upper < drawn.bottom
    assert drawn.done
    assert drawn.planned
    assert drawn.band.endswith("Z")
    assert drawn.mark.label == "More than 10^25 on 6 Dec 2026"
    assert drawn.mark.y == lower
    assert drawn.left < drawn.today_x < drawn.mark.x < drawn.right


def test_the_band_is_thirty_per_cent_of_the_line_either_way(ai_model, officer):
    add(ai_model, officer, done(inputs={"flop": "1e24"}))

    drawn = picture(standing(ai_model), today=TODAY)

    ends = [tuple(map(float, one.split())) for one in drawn.band[1:-1].split("L")]
    last_x = max(x for x, _ in ends)
    high, low = sorted(y for x, y in ends if x == last_x)
    scale = (drawn.bottom - drawn.top) / (len(drawn.powers) - 1)
    width = (Decimal("1.3") / Decimal("0.7")).log10()
    assert abs((low - high) / scale - float(width)) < 0.01


def test_nothing_that_counts_draws_nothing(ai_model, officer):
    empty = picture(standing(ai_model), today=TODAY)
    add(ai_model, officer, done(kind="evaluation"))

    assert (empty, picture(standing(ai_model), today=TODAY)) == (None, None)


def test_one_day_is_enough_for_a_picture(ai_model, officer):
    day = {"begins_on": TODAY, "ends_on": TODAY, "known_on": TODAY}
    add(ai_model, officer, done(inputs={"flop": "5e25"}, **day))

    drawn = picture(standing(ai_model), today=TODAY)

    assert drawn.done
    assert drawn.planned == ""
    assert drawn.mark.x == drawn.today_x
