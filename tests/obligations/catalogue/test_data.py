"""The data that ships: nothing of the law is missing, and everything fits together."""

from datetime import date

import pytest

from obligations.catalogue import loader
from obligations.catalogue.records import AUDIENCES
from obligations.law import deadlines
from obligations.law.rules import RULES
from obligations.law.terms import Bearer, Chapter, Confidence, Kind, Subject
from tests.obligations.catalogue import rows

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue():
    return loader.load()


@pytest.fixture(scope="module")
def entries(catalogue):
    return {entry.key: entry for entry in catalogue.as_of(TODAY)}


def of_kind(entries, kind):
    return [entry for entry in entries.values() if entry.kind is kind]


def below(entries, key):
    return [entry for entry in entries.values() if entry.parent == key]


@pytest.mark.parametrize(("row", "key"), rows.OBLIGATIONS.items())
def test_every_obligation_has_a_rule(entries, row, key):
    entry = entries[key]

    assert entry.rule in RULES
    assert entry.bearer is not Bearer.COMMISSION
    assert entry.trigger
    assert entry.frequency
    assert entry.evidence


def test_no_other_entry_of_the_act_or_guidelines_rests_on_anyone(entries):
    ruled = {
        entry.key
        for entry in entries.values()
        if entry.rule is not None and entry.instrument in ("ai-act", "guidelines")
    }

    assert ruled == set(rows.OBLIGATIONS.values())


@pytest.mark.parametrize("key", rows.RELATED.values())
def test_related_obligations_carry_no_rule_and_say_so(entries, key):
    assert entries[key].kind is Kind.OBLIGATION
    assert entries[key].rule is None
    assert entries[key].note.startswith("Outside the rules for")


@pytest.mark.parametrize("key", rows.POWERS.values())
def test_powers_rest_on_the_commission(entries, key):
    assert entries[key].kind is Kind.POWER
    assert entries[key].bearer is Bearer.COMMISSION
    assert entries[key].rule is None


def test_tasks_of_the_representative_rest_on_it(entries):
    on_representative = {e.key for e in entries.values() if e.bearer is Bearer.REPRESENTATIVE}

    assert on_representative == {
        "aia-54-3",
        "aia-54-3-a",
        "aia-54-3-b",
        "aia-54-3-c",
        "aia-54-3-d",
        "aia-54-5",
    }


def test_annexes_are_complete_and_hang_on_their_obligation(entries):
    found = {entry.key: entry.parent for entry in of_kind(entries, Kind.ANNEX_ITEM)}

    assert found == {
        **dict.fromkeys(rows.ANNEX_XI, "aia-53-1-a"),
        **dict.fromkeys(rows.ANNEX_XII, "aia-53-1-b"),
        **dict.fromkeys(rows.ANNEX_XIII, "aia-52-4"),
    }


@pytest.mark.parametrize(("key", "twins"), rows.IN_BOTH_ANNEXES.items())
def test_items_of_both_annexes_name_each_other(entries, key, twins):
    assert [link for link in entries[key].links if "-xii-" in link] == twins
    for twin in twins:
        assert key in entries[twin].links


def test_section_two_of_annex_xi_is_for_systemic_risk_only(entries):
    for key in rows.ANNEX_XI[-3:]:
        assert entries[key].exemptions == "Models without systemic risk."


def test_code_has_12_commitments_and_40_measures(entries):
    commitments = of_kind(entries, Kind.COMMITMENT)
    measures = of_kind(entries, Kind.MEASURE)

    assert len(commitments) == 12
    assert len(measures) == 40
    assert {
        chapter.value: len([m for m in measures if m.chapter == chapter.value])
        for chapter in Chapter
    } == {"transparency": 3, "copyright": 5, "safety-security": 32}


@pytest.mark.parametrize(("key", "count"), rows.MEASURES_PER_COMMITMENT.items())
def test_commitments_have_their_measures_in_order(entries, key, count):
    found = [e.key for e in below(entries, key) if e.kind is Kind.MEASURE]
    prefix, _, number = key.rpartition("-c")

    assert found == [f"{prefix}-{number}.{n}" for n in range(1, count + 1)]


def test_every_measure_has_items_and_what_a_duty_needs(entries):
    for measure in of_kind(entries, Kind.MEASURE):
        assert below(entries, measure.key), measure.key
        assert measure.rule in ("code-measure", "framework-confirmation"), measure.key
        assert measure.trigger, measure.key
        assert measure.frequency, measure.key
        assert measure.evidence, measure.key
        assert measure.links, measure.key
        assert measure.applies_from == date(2025, 8, 2)
        assert measure.enforceable_from is None


def test_nothing_below_a_measure_is_a_duty_of_its_own(entries):
    kinds = (Kind.COMMITMENT, Kind.MEASURE_ITEM, Kind.TEMPLATE_ITEM, Kind.ANNEX_ITEM, Kind.FINE)
    for entry in entries.values():
        if entry.kind in kinds:
            assert entry.rule is None, entry.key


@pytest.mark.parametrize("key", rows.MEASURE_ITEMS.values())
def test_finer_rows_of_the_code_are_items(entries, key):
    assert entries[key].kind is Kind.MEASURE_ITEM


@pytest.mark.parametrize(("key", "count"), rows.POINTS.items())
def test_lists_of_the_code_have_all_their_points(entries, key, count):
    assert len(below(entries, key)) == count


def test_template_is_complete(entries):
    found = of_kind(entries, Kind.TEMPLATE_ITEM)

    assert [entry.key for entry in found] == rows.TEMPLATE
    assert {entry.parent for entry in found} == {"aia-53-1-d"}


@pytest.mark.parametrize(("row", "key"), rows.GUIDELINES.items())
def test_rules_of_classification_have_an_entry(entries, row, key):
    assert entries[key].summary


def test_obligations_and_measures_name_each_other(entries):
    obligations = [entry for entry in entries.values() if entry.measures]
    forth = {(entry.key, measure) for entry in obligations for measure in entry.measures}
    back = {
        (link, measure.key) for measure in of_kind(entries, Kind.MEASURE) for link in measure.links
    }

    assert forth == back
    assert {measure for _, measure in forth} == {m.key for m in of_kind(entries, Kind.MEASURE)}


@pytest.mark.parametrize(
    ("key", "measures"),
    [
        ("aia-53-1-c", [f"cop-cr-1.{n}" for n in range(1, 6)]),
        ("aia-53-1-d", []),
        ("aia-55-1-c", [f"cop-ss-9.{n}" for n in range(1, 5)]),
        ("aia-55-1-d", ["cop-ss-6.1", "cop-ss-6.2"]),
    ],
)
def test_measures_that_help(entries, key, measures):
    assert list(entries[key].measures) == measures


def test_links_and_parents_lead_somewhere_today(entries):
    for entry in entries.values():
        for key in (*entry.links, *entry.measures, *((entry.parent,) if entry.parent else ())):
            assert key in entries, f"{entry.key} names {key}"


def test_entries_are_told_in_plain_words_of_some_length(entries):
    longer = (Kind.OBLIGATION, Kind.RIGHT, Kind.MEASURE, Kind.COMMITMENT)
    for entry in entries.values():
        assert entry.summary.endswith("."), entry.key
        assert entry.cite, entry.key
        assert entry.source_url.startswith("https://"), entry.key
        if entry.kind in longer:
            assert len(entry.summary) >= 100, entry.key
            assert len(entry.summary) <= 600, entry.key


def test_audiences_are_named(entries):
    used = {name for entry in entries.values() for name in entry.audience}

    assert used == set(AUDIENCES)


def test_measures_of_the_code_are_never_enforceable_as_such(entries):
    for entry in entries.values():
        if entry.instrument == "code-of-practice":
            assert entry.enforceable_from is None, entry.key


@pytest.mark.parametrize(
    ("key", "applies_from", "enforceable_from"),
    [
        ("aia-52-1", date(2025, 8, 2), date(2026, 8, 2)),
        ("aia-53-1-c", date(2025, 8, 2), date(2026, 8, 2)),
        ("aia-55-1-a", date(2025, 8, 2), date(2026, 8, 2)),
        ("aia-91-5", date(2026, 8, 2), date(2026, 8, 2)),
        ("aia-111-3", date(2027, 8, 2), date(2027, 8, 2)),
        ("aia-111-4", date(2026, 12, 2), date(2026, 12, 2)),
        ("aia-78-1", date(2025, 8, 2), None),
        ("aia-101-1", date(2026, 8, 2), date(2026, 8, 2)),
    ],
)
def test_dates_of_application_and_enforcement(entries, key, applies_from, enforceable_from):
    assert entries[key].applies_from == applies_from
    assert entries[key].enforceable_from == enforceable_from


def test_one_policy_and_one_framework_notice_serve_the_provider_as_a_whole(entries):
    assert entries["cop-cr-1.1"].subject is Subject.PROVIDER
    assert entries["cop-ss-1.4"].subject is Subject.PROVIDER
    assert entries["aia-53-1-c"].subject is Subject.MODEL


@pytest.mark.parametrize(("row", "key", "event", "length", "way"), rows.CLOCKS)
def test_clocks(catalogue, entries, row, key, event, length, way):
    clock = catalogue.clocks[key]

    assert clock.event_key == event
    assert (str(clock.length) if clock.length else None) == length
    assert clock.backwards is (way == "back")
    assert clock.not_before is (way == "not before")
    assert key in entries[clock.entry].clocks


def test_no_row_of_the_clocks_is_forgotten():
    told = {row for row, *_ in rows.CLOCKS} | rows.NOT_CLOCKS

    assert told == {f"DL-{number:02}" for number in range(1, 36)}


def test_clocks_of_the_act_are_told_from_those_of_the_code(catalogue):
    of_the_act = {clock.key for clock in catalogue.clocks.values() if clock.act}

    assert of_the_act == {
        key for key in catalogue.clocks if key.startswith("aia-") and key != "aia-53-1-d-update"
    }


def test_every_clock_with_a_length_can_be_counted(catalogue):
    for clock in catalogue.clocks.values():
        if clock.length is not None:
            assert deadlines.due(clock, date(2026, 11, 23), catalogue.working_days()).because


@pytest.mark.parametrize(
    ("clock", "event", "strict", "rolled"),
    [
        ("aia-52-1-notification", "2026-12-10", "2026-12-24", "2027-01-04"),
        ("cop-ss-9.3-cybersecurity", "2026-12-23", "2026-12-28", "2027-01-05"),
        ("cop-ss-9.3-critical-infrastructure", "2026-11-27", "2026-11-29", "2026-12-01"),
        ("cop-ss-9.3-final", "2026-11-23", "2027-01-22", "2027-01-22"),
        ("cop-ss-1.4-notification", "2026-12-22", "2027-01-07", "2027-01-07"),
        ("cop-ss-7.7-delay", "2026-12-22", "2027-01-21", "2027-01-21"),
        ("cop-ss-1.4-notification", "2026-10-30", "2026-11-09", "2026-11-09"),
        ("cop-ss-1.1-before-placing", "2026-12-15", "2026-12-01", "2026-12-01"),
        ("aia-54-1-before-placing", "2026-08-31", "2026-08-30", "2026-08-30"),
        ("aia-53-1-a-placing", "2026-08-29", "2026-08-29", "2026-08-29"),
    ],
)
def test_days_counted_with_the_data_that_ships(catalogue, clock, event, strict, rolled):
    due = deadlines.due(
        catalogue.clocks[clock], date.fromisoformat(event), catalogue.working_days()
    )

    assert due.strict == date.fromisoformat(strict)
    assert due.rolled == date.fromisoformat(rolled)


@pytest.mark.parametrize(("row", "key", "years", "start"), rows.RETENTIONS)
def test_periods_of_keeping(entries, row, key, years, start):
    assert entries[key].retention.years == years
    assert entries[key].retention.start == start


def test_periods_of_keeping_that_no_text_states_are_marked_as_inference(entries):
    inferred = {
        entry.key
        for entry in entries.values()
        if entry.retention and entry.retention.confidence is Confidence.INFERENCE
    }

    assert inferred == {"aia-52-1", "aia-55-1-d"}


def test_all_doubts_are_there_and_each_is_shown_where_it_bites(catalogue, entries):
    assert list(catalogue.doubts) == [f"A{number}" for number in range(1, 36)]
    assert set(rows.DOUBTS) == set(catalogue.doubts)
    for name, key in rows.DOUBTS.items():
        assert name in entries[key].doubts, f"{name} at {key}"
