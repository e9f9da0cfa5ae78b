"""Mistakes in the files: all of them, at once, with file and key."""

import shutil
import time

import pytest
import yaml

from obligations.catalogue import loader
from obligations.catalogue.problems import CatalogueErrors


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(loader.DATA, tmp_path / "data")


def edit(data, file, before, after, *, count=1):
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, count), encoding="utf-8")


def mistakes(data):
    with pytest.raises(CatalogueErrors) as refused:
        loader.load(data)
    return {(problem.file, problem.key, problem.sentence) for problem in refused.value.problems}


ACT = "ai-act/2024-07-12.yaml"
OMNIBUS = "ai-act/2026-07-27.yaml"
CODE = "code-of-practice/2025-07-10.yaml"


def test_the_shipped_data_has_no_mistake():
    assert loader.load().editions


def test_the_catalogue_is_read_once():
    assert loader.catalogue() is loader.catalogue()


def test_reading_everything_costs_less_than_a_second_of_work():
    before = time.process_time()

    loader.load()

    assert time.process_time() - before < 1


def test_mistakes_of_many_files_come_at_once(data):
    edit(data, ACT, "rule: rebuttal-right", "rule: rebutal-right")
    edit(data, ACT, "    cite: Art. 52(5)\n", "")
    edit(data, ACT, "applies_from: 2027-08-02", "applies_from: 2027-02-30")
    edit(data, ACT, "    audience: [downstream-providers]", "    audience: [downstream]")
    edit(data, ACT, "    trigger: The notification under", "    triger: The notification under")
    edit(data, CODE, "key: cop-ss-9.4-a", "key: cop-ss-9.4")
    edit(data, CODE, "rule_args: {chapter: copyright, due: placing}", "rule_args: {due: never}")
    edit(data, "clocks.yaml", "length: 14 days", "length: a fortnight")
    edit(data, "clocks.yaml", "event_key: threshold-met", "event_key: threshold")
    edit(data, "doubts.yaml", "id: A34", "id: A33")
    edit(data, "fixed-dates.yaml", "entries: [aia-56-9]", "entries: [aia-56-99]")
    edit(data, "working-days/2026.yaml", "day: 2026-05-01", "day: 2025-05-01")
    edit(data, "fines.yaml", '"0.03"', "3 %")
    edit(data, "code-life.yaml", "status: open", "status: perhaps")
    edit(data, "signatories/2026-07-31.yaml", "  - Amazon\n", "  - Amazon\n  - Amazon\n")
    edit(data, "glossary.yaml", "confidence: P\n", "confidence: sure\n")

    found = mistakes(data)

    expected = {
        (ACT, "aia-52-5", '"cite" is missing.'),
        (ACT, "aia-111-3", '"applies_from" is a day such as 2025-08-02, not "2027-02-30".'),
        (ACT, "aia-52-2", 'There is no field "triger".'),
        (CODE, "cop-ss-9.4", "This key stands twice."),
        (CODE, "cop-cr-1.1", 'The rule "code-measure" needs the argument "chapter".'),
        ("doubts.yaml", "A33", 'This "id" stands twice.'),
        ("fixed-dates.yaml", "codes-ready", '"entries" names nothing: "aia-56-99".'),
        ("working-days/2026.yaml", "2025-05-01", "This day is not in 2026."),
        ("fines.yaml", "models", '"share_of_turnover" is a number from 0, not "3 %".'),
        (
            "code-life.yaml",
            "taskforce",
            '"status" knows no "perhaps"; it knows closed, ended, open.',
        ),
        ("signatories/2026-07-31.yaml", "", '"all_chapters" names something twice.'),
    }
    assert expected <= found
    named = {(file, key) for file, key, _ in found}
    assert {
        (ACT, "aia-52-2"),
        (ACT, "aia-53-1-b"),
        ("clocks.yaml", "cop-tr-1.2-downstream-request"),
        ("clocks.yaml", "aia-52-1-notification"),
        ("glossary.yaml", "general-purpose-ai-model"),
    } <= named
    assert any(sentence.startswith('Unknown rule "rebutal-right"') for _, _, sentence in found)
    assert any('"audience" knows no "downstream"' in sentence for _, _, sentence in found)
    assert any(sentence.startswith('"length" cannot be read') for _, _, sentence in found)


@pytest.mark.parametrize(
    ("file", "before", "after", "key", "sentence"),
    [
        (
            ACT,
            "parent: aia-53-1-b",
            "parent: aia-53-1-z",
            "aia-annex-xii-1-a",
            '"parent" names nothing: "aia-53-1-z".',
        ),
        (
            ACT,
            "clocks: [aia-52-2-rebuttal]",
            "clocks: []",
            "aia-52-2-rebuttal",
            'aia-52-2 does not list this clock in "clocks".',
        ),
        (ACT, "doubts: [A28]", "doubts: [A99]", "aia-56-6", '"doubts" names nothing: "A99".'),
        (
            ACT,
            "  - key: aia-55-3\n",
            "  - key: AIA_55_3\n",
            "AIA_55_3",
            'A key here begins with "aia-" and is made of a-z, 0-9, "." and "-".',
        ),
        (ACT, "    chapter: XIII\n", "    chapter: XIV\n", "aia-111-3", None),
        (
            ACT,
            "measures: [cop-tr-1.2]",
            "measures: [cop-tr-1.2, cop-tr-1.3]",
            "aia-53-3",
            'cop-tr-1.3 does not link back in "links".',
        ),
        (
            ACT,
            "measures: [cop-tr-1.2]",
            "measures: []",
            "cop-tr-1.2",
            'aia-53-3 does not list this measure in "measures".',
        ),
        (
            ACT,
            "measures: [cop-tr-1.2]",
            "measures: [cop-tr-c1]",
            "aia-53-3",
            '"measures" names cop-tr-c1, which is no measure.',
        ),
        (
            ACT,
            "    bearer: representative\n",
            "    bearer: commission\n",
            "aia-54-3",
            'The "bearer" of a power, and of nothing else, is the commission.',
        ),
        (
            ACT,
            "enforceable_from: 2027-08-02",
            "enforceable_from: 2026-08-02",
            "aia-111-3",
            '"enforceable_from" is before "applies_from".',
        ),
        (
            ACT,
            "      years: 10\n",
            "      years: ten\n",
            "aia-52-1 retention",
            '"years" is a whole number from 1 to 100, not "ten".',
        ),
        (ACT, "    confidence: M\n", "    confidence: Q\n", "aia-50-7", None),
        (
            CODE,
            "    chapter: copyright\n",
            "    chapter: transparency\n",
            "cop-cr-c1",
            '"chapter" is copyright for a key that begins with cop-cr-.',
        ),
        (
            CODE,
            "{chapter: copyright, due",
            "{chapter: transparency, due",
            "cop-cr-1.1",
            '"rule_args" names another chapter than "chapter".',
        ),
        (
            OMNIBUS,
            "after: aia-75-1\n",
            "after: aia-75-9\n",
            "aia-75-1a",
            '"after" names no entry: "aia-75-9".',
        ),
        (
            OMNIBUS,
            "- key: aia-50-7",
            "- key: aia-50-8",
            "aia-50-8",
            "The edition before has no such entry.",
        ),
        (
            OMNIBUS,
            "based_on: 2024-07-12",
            "based_on: 2024-07-13",
            "",
            '"based_on" names no earlier edition: 2024-07-13.',
        ),
        (
            OMNIBUS,
            "  - key: aia-56-6\n    change: >-",
            "  - key: aia-56-6\n    chang: >-",
            "aia-56-6",
            '"change" is missing.',
        ),
        (
            "clocks.yaml",
            "entry: aia-75-3\n",
            "entry: aia-75-9\n",
            "aia-75-3-answer",
            '"entry" names no entry: "aia-75-9".',
        ),
        (
            "clocks.yaml",
            "key: aia-75-3-answer",
            "key: answer-of-the-office",
            "answer-of-the-office",
            "The key of a clock begins with that of its entry.",
        ),
        (
            "clocks.yaml",
            "    note: By the day the request sets; the Act has no number.\n",
            "",
            "aia-91-5-request",
            'A clock without "length" says in "note" where its day comes from.',
        ),
        (
            "clocks.yaml",
            "backwards: true",
            "backwards: sometimes",
            "aia-54-1-before-placing",
            '"backwards" is true or false, not "sometimes".',
        ),
        ("doubts.yaml", "id: A1\n", "id: Q1\n", "Q1", '"id" is a number such as A13, not "Q1".'),
        (
            "fines.yaml",
            '"0.03"',
            '"3"',
            "models",
            '"share_of_turnover" is a share from 0 to 1, such as 0.03 for 3 %.',
        ),
        (
            "fines.yaml",
            "entry: aia-101-1",
            "entry: aia-101-9",
            "models",
            '"entries" names nothing: "aia-101-9".',
        ),
        (
            "working-days/2027.yaml",
            "official: false",
            "official: true",
            "",
            'An official list says in "source_url" where it is published.',
        ),
        (
            "code-life.yaml",
            "chairs: [Matthias Samwald]",
            "chairs: []",
            "wg2",
            '"chairs" names nobody.',
        ),
        (
            "signatories/2026-07-31.yaml",
            "chapters: [safety-security]",
            "chapters: []",
            "xAI",
            '"chapters" names no chapter.',
        ),
    ],
)
def test_each_kind_of_mistake_is_told(data, file, before, after, key, sentence):
    edit(data, file, before, after)

    found = mistakes(data)

    assert key in {place for _, place, _ in found}
    if sentence is not None:
        assert (key, sentence) in {(place, told) for _, place, told in found}


def test_a_mistake_in_an_entry_that_was_carried_over_is_told_once(data):
    edit(data, ACT, "    cite: Art. 52(5)\n", "")

    assert mistakes(data) == {(ACT, "aia-52-5", '"cite" is missing.')}


def test_a_wrong_amendment_is_told_for_its_own_file(data):
    edit(data, OMNIBUS, "    audience: [public, ai-board]", "    audience: [the-board]")

    assert {(file, key) for file, key, _ in mistakes(data)} == {(OMNIBUS, "aia-56-6")}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"doubts: [", "Not readable as YAML on line 2: did not find"),
        (b"doubts: \xff\xfe", "Not readable as YAML"),
        (b"doubts: a\x00b", "Not readable as YAML"),
        (b"- just a list", "The file is not a mapping of fields."),
        (b"", "The file is not a mapping of fields."),
        (b"doubts: []\ndoubts: []", 'Not readable as YAML on line 2: "doubts" stands twice.'),
        (b"doubts: []", '"doubts" lists nothing.'),
        (b"doubts: text", '"doubts" is a list of items.'),
        (b"doubts: [text]", '"doubts", item 1, is not a mapping of fields.'),
        (b"a: &a [*a]", "Not readable as YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data, content, sentence):
    (data / "doubts.yaml").write_bytes(content)

    told = [text for file, key, text in mistakes(data) if (file, key) == ("doubts.yaml", "")]

    assert any(text.startswith(sentence) for text in told), told


def test_missing_files_and_folders_are_told(data):
    (data / "glossary.yaml").unlink()
    shutil.rmtree(data / "signatories")
    shutil.rmtree(data / "guidelines")

    found = mistakes(data)

    assert ("glossary.yaml", "", "The file is missing or cannot be opened.") in found
    assert ("signatories", "", "The folder has no file.") in found
    assert ("guidelines", "", "There is no edition of this text.") in found
    assert any(key == "aia-52-1" and "gl-30-estimate" in text for _, key, text in found)


def test_an_edition_is_named_by_its_day(data):
    (data / ACT).rename(data / "ai-act/2024-07-11.yaml")

    assert ("ai-act/2024-07-11.yaml", "", f"The file of this edition is {ACT}.") in mistakes(data)


def test_an_edition_of_an_unknown_text_is_refused(data):
    edit(data, CODE, "instrument: code-of-practice", "instrument: code")

    told = [text for file, _, text in mistakes(data) if file == CODE]

    assert any(text.startswith('"instrument" knows no "code"') for text in told)


def test_the_refusal_can_be_read_as_it_is(data):
    edit(data, ACT, "    cite: Art. 52(5)\n", "")

    with pytest.raises(CatalogueErrors) as refused:
        loader.load(data)

    assert str(refused.value) == (
        f'The catalogue has 1 mistake:\n  {ACT}: aia-52-5: "cite" is missing.'
    )


def test_values_are_read_as_written_not_as_yaml_guesses(data):
    edit(data, "glossary.yaml", "term: Provider\n", "term: no\n")
    edit(data, "glossary.yaml", "cite: Art. 3(5)\n", "cite: 1.10\n")

    found = {term.key: term for term in loader.load(data).glossary}

    assert found["provider"].term == "no"
    assert found["authorised-representative"].cite == "1.10"


def test_the_hash_of_an_edition_covers_what_it_is_based_on(data):
    before = [edition.sha256 for edition in loader.load(data).editions]
    edit(data, ACT, "title: The open-source exemption", "title: The exemption of open source")

    after = [edition.sha256 for edition in loader.load(data).editions]

    changed = [one != other for one, other in zip(before, after, strict=True)]
    assert changed == [True, True, False, False, False]


def test_a_new_edition_needs_no_change_of_code(data):
    (data / "ai-act/2028-01-01.yaml").write_text(
        yaml.safe_dump(
            {
                "instrument": "ai-act",
                "in_force_from": "2028-01-01",
                "based_on": "2026-07-27",
                "title": "The Act as amended once more",
                "cite": "A later regulation",
                "source_url": "https://example.org/later",
                "changed": [
                    {"key": "aia-51-2", "change": "Another figure.", "title": "Another figure"}
                ],
            }
        ),
        encoding="utf-8",
    )

    edition = loader.load(data).editions[2]
    found = {entry.key: entry for entry in edition.entries}

    assert found["aia-51-2"].title == "Another figure"
    assert found["aia-51-2"].summary
    assert found["aia-111-4"].source_url == "https://example.org/later#art_111"
    assert edition.chapters["V"] == "Chapter V: general-purpose AI models"
