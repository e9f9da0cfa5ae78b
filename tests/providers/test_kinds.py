"""kinds: what people and programs send becomes one stored form, or a message naming the field."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import InvalidInput
from providers.kinds import KINDS, FieldKind, clean, shown
from providers.kinds.clean import decimal_text, number


def refused(kind, value):
    with pytest.raises(InvalidInput) as refusal:
        clean(kind, value)
    return [problem.field for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("1.6e+23", "1.6e23"),
        ("2340000000000000.0", "2.34e15"),
        ("9.618950880000001e+21", "9.618950880000001e21"),
        (" 1.5e25 ", "1.5e25"),
        (10**25, "1e25"),
        (1.5e25, "1.5e25"),
        (Decimal("3.80E+25"), "3.8e25"),
        ("30000", "30000"),
        ("10000000000000000000000001", "1.0000000000000000000000001e25"),
    ],
)
def test_flop_are_stored_exactly_and_in_one_spelling(written, stored):
    assert clean("compute", {"training_compute_flop": written})["training_compute_flop"] == stored


@pytest.mark.parametrize(
    "written",
    [
        *["NaN", "nan", "Infinity", "-inf", "0", "-1e25", "1e36", "1e999", "1e999999999"],
        *["0.5", "1,5e25", "1_000", "٣e25", "0x10", "about 1e25", "1e25 FLOP", "9" * 60],
        *[float("nan"), float("inf"), True, False, [], {}, 0, 10**400, "1e25\n1e26"],
    ],
)
def test_flop_that_cannot_be_are_refused(written):
    assert refused("compute", {"training_compute_flop": written}) == ["training_compute_flop"]


@given(st.decimals(min_value=1, max_value=10**35, allow_nan=False, places=3))
def test_a_stored_number_is_the_number_that_was_meant(amount):
    assert number(decimal_text(amount)) == amount


@pytest.mark.parametrize("blank", [None, "", "   "])
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_may_be_unknown(kind, blank):
    names = [field.name for field in KINDS[kind].fields]

    assert clean(kind, dict.fromkeys(names, blank)) == dict.fromkeys(names)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [None, [], {}, "x", 1, True])
def test_a_fact_that_says_nothing_is_refused(kind, value):
    assert refused(kind, value) == ["value"]


WRONG = {
    FieldKind.DATE: [
        *["2199-01-01", "2026-02-30", "2026-2-3", "23.11.2026", "2026-11-23T00:00", 20261123, True],
        *["1900-01-01", "２０２６-11-23", "2026-11-23\x00", ["2026-11-23"], "20261123"],
    ],
    FieldKind.FLOP: ["NaN", "-1", "x", True],
    FieldKind.PERCENT: ["NaN", "-1", "1e9", "x", True],
    FieldKind.TRUTH: ["yes", "true", 1, 0, "false", []],
    FieldKind.CHOICE: ["no-such-choice", 1, True, ["micro"], "Micro"],
    FieldKind.CHOICES: [[], "text", ["text", "smell"], [["text"]], {"text": 1}, ["text"] * 51],
    FieldKind.SIGNATURES: [["copyright"], {"pricing": None}, {"copyright": "2025-07-09"}, "all"],
    FieldKind.COUNTRY: ["France", "ZZ", "F", 33, ["FR"]],
    FieldKind.NAME: [
        "x" * 10_000_000,
        "a\x00b",
        "safe\u202etxt.exe",
        "\u2066",
        "a\ud800",
        1,
        "\u200b",
        "GPT\u200b-4",
    ],
    FieldKind.TEXT: ["x" * 10_000_000, "a\x00b", "a\x07b", "a\udfff", 1, ["a"]],
}


@pytest.mark.parametrize(
    ("kind", "field", "written"),
    [
        (kind.name, field.name, written)
        for kind in KINDS.values()
        for field in kind.fields
        for written in WRONG[field.kind]
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_name(kind, field, written):
    assert refused(kind, {field: written}) == [field]


def test_a_misspelt_field_is_refused_by_its_name():
    assert refused("compute", {"traning_compute_flop": "1e25"}) == ["traning_compute_flop"]


def test_every_problem_is_named_at_once():
    value = {"training_compute_flop": "x", "uncertainty_percent": "y", "z": 1}

    assert refused("compute", value) == ["z", "training_compute_flop", "uncertainty_percent"]


def test_an_unknown_kind_is_refused():
    assert refused("mood", {"mood": "good"}) == ["kind"]
    assert refused(None, {"mood": "good"}) == ["kind"]
    assert refused(["size"], {"size": "sme"}) == ["kind"]


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        (
            "compute",
            {"training_compute_flop": "2e25", "cumulative_compute_flop": "1.9e25"},
            "cumulative_compute_flop",  # Guidelines, para. 116: it includes the training compute
        ),
        ("representative", {"since": "2026-01-02", "until": "2026-01-01"}, "until"),
        ("rebuttal", {"submitted_on": "2026-01-02", "accepted_on": "2026-01-01"}, "accepted_on"),
        ("rebuttal", {"submitted_on": "2026-01-02", "rejected_on": "2026-01-01"}, "rejected_on"),
        ("rebuttal", {"accepted_on": "2026-02-01", "rejected_on": "2026-02-02"}, "rejected_on"),
    ],
)
def test_fields_that_contradict_each_other_are_refused(kind, value, field):
    assert refused(kind, value) == [field]


def test_equal_figures_and_days_are_no_contradiction():
    clean("compute", {"training_compute_flop": "1e25", "cumulative_compute_flop": "10e24"})
    clean("representative", {"since": "2026-01-01", "until": "2026-01-01"})


def test_a_chapter_left_out_is_not_signed_and_one_without_a_day_is():
    signed = {"safety-security": "2025-08-01", "transparency": None}

    assert clean("code-signature", {"chapters": signed})["chapters"] == {
        "transparency": None,
        "safety-security": "2025-08-01",
    }
    assert clean("code-signature", {"chapters": {}})["chapters"] == {}


@pytest.mark.parametrize(("written", "code"), [("fr", "FR"), (" EL ", "GR"), ("UK", "GB")])
def test_countries_are_stored_by_their_iso_code(written, code):
    assert clean("establishment", {"country": written}) == {"country": code}


def test_modalities_are_stored_once_and_in_one_order():
    value = {"output_modalities": ["image", "text", "image"]}

    assert clean("capabilities", value)["output_modalities"] == ["text", "image"]


@pytest.mark.parametrize(
    "name",
    [
        "智谱清言",
        "Ἀθηνᾶ",
        "نموذج",
        "🦜 Parrot 👩‍💻",
        "=SUM(A1)",
        "../../etc/passwd",
        "O'Brien & Söhne",
    ],
)
def test_names_of_every_script_are_kept(name):
    assert clean("representative", {"name": name})["name"] == name


def test_names_come_in_one_spelling():
    written = " Cafe\u0301\u00a0  7B\n"

    assert clean("representative", {"name": written})["name"] == "Café 7B"


def test_facts_are_said_in_words_and_unknown_is_not_no():
    value = clean(
        "open-source", {"licence": "Apache 2.0", "licence_open": True, "monetised": False}
    )

    said = {line.name: (line.text, line.is_unknown) for line in shown("open-source", value)}

    assert said["licence"] == ("Apache 2.0", False)
    assert said["licence_open"] == ("yes", False)
    assert said["monetised"] == ("no", False)
    assert said["parameters_public"] == ("unknown", True)


@pytest.mark.parametrize(
    ("kind", "value", "texts"),
    [
        ("size", {"size": "smc"}, ["Small mid-cap enterprise (SMC)"]),
        ("establishment", {"country": "KR"}, ["South Korea"]),
        ("code-signature", {"chapters": {}}, ["none signed"]),
        (
            "code-signature",
            {"chapters": {"transparency": "2025-08-01", "copyright": None}},
            ["Transparency (1 August 2025); Copyright (day unknown)"],
        ),
        (
            "representative",
            {"since": "2026-01-02"},
            ["unknown", "2 January 2026", *["unknown"] * 3],
        ),
        ("capabilities", {"output_modalities": ["text", "video"]}, ["Text, Video", "unknown"]),
        (
            "compute",
            {"cumulative_compute_flop": "1.2e25", "uncertainty_percent": "30"},
            ["unknown", "1.2e25 FLOP", "unknown", "30 %", "unknown"],
        ),
    ],
)
def test_every_kind_of_field_has_words(kind, value, texts):
    assert [line.text for line in shown(kind, clean(kind, value))] == texts
