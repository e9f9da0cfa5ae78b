"""model_lists: what the rows of a list say, and every trap that lists hold."""

from dataclasses import replace

import pytest

from providers.errors import InvalidInput
from providers.model_lists.reading import MOST_ROWS, UnreadableFile
from providers.models import AIModel, Fact
from providers.queries.import_plans import Action
from providers.services.imports import RowsRefused
from tests.providers.lists import OPTIONS, csv_of


def fact(name, kind):
    return Fact.objects.current().get(ai_model__name=name, kind=kind)


def kinds_of(name):
    rows = Fact.objects.filter(ai_model__name=name).order_by("kind")
    return list(rows.values_list("kind", flat=True))


def test_names_come_in_one_spelling_whatever_the_list_does_to_them(run):
    run()

    assert list(AIModel.objects.order_by("name").values_list("name", flat=True)) == sorted(
        [
            "Aurora 1",
            "Aurora 2",
            "极光 3（聊天）",
            "Ἠώς 4",
            '=HYPERLINK("x")',
            "Aurora Joint",
            "Aurora 2024",
            "Aurora Undated",
            "Aurora Tuned",
            "Foreign Tuned",
            "Outside Tuned",
            "Aurora Voice",
            "Aurora Picture",
        ]
    )


@pytest.mark.parametrize(
    ("name", "flop"),
    [
        ("Aurora 1", "1.6e23"),
        ("Aurora 2", "2.34e15"),
        ("极光 3（聊天）", "9.618950880000001e21"),
        ("Aurora Joint", "1.2e25"),
    ],
)
def test_compute_is_kept_exactly_in_every_spelling(run, name, flop):
    run()

    value = fact(name, "compute").value
    assert value["training_compute_flop"] == flop
    assert value["cumulative_compute_flop"] is None
    assert value["method"] == "published"


@pytest.mark.parametrize("name", ["Ἠώς 4", '=HYPERLINK("x")'])
def test_unknown_compute_stays_unknown_and_is_not_zero(run, preview, name):
    outcome = next(one for one in preview().outcomes if one.name == name)
    run()

    assert "Training compute is not known." in outcome.notes
    assert "compute" not in kinds_of(name)


def test_long_notes_with_line_breaks_are_kept(run):
    run()

    assumptions = fact("Aurora 1", "compute").value["assumptions"]
    assert assumptions.startswith('First line\nSecond line, with a comma and "quotes"\nxxx')
    assert len(assumptions) > 2_800
    assert fact("Aurora 1", "compute").note == "Confidence of the list: Confident."


def test_every_fact_credits_the_list_and_its_row(run, now):
    run()

    sources = {one.source for one in Fact.objects.all()}
    assert "Imported list: A fictional list, CC BY 4.0, row 2" in sources
    assert all(
        one.startswith("Imported list: A fictional list, CC BY 4.0, row ") for one in sources
    )


def test_a_day_of_publication_is_not_a_day_of_placing(run):
    run()

    assert not Fact.objects.filter(kind="placement").exists()
    assert "Published: 2026-03-02" in AIModel.objects.get(name="Aurora 1").description


def test_a_day_of_publication_is_taken_for_placing_where_the_user_says_so(run):
    run(options=replace(OPTIONS, market_date_from_publication=True))

    placed = fact("Aurora 1", "placement")
    assert placed.value == {"union_market_date": "2026-03-02", "is_planned": False, "how": "api"}
    assert "day of publication" in placed.note


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Aurora 2024", "Publication: 2024 (day not known); the market date stays unknown."),
        ("Aurora Undated", "Publication: not known; the market date stays unknown."),
        ('=HYPERLINK("x")', "Unreleased: the day of publication is not a day of placing."),
    ],
)
def test_uncertain_days_are_never_taken_for_placing(run, preview, name, note):
    options = replace(OPTIONS, market_date_from_publication=True)
    outcome = next(one for one in preview(options=options).outcomes if one.name == name)
    run(options=options)

    assert note in outcome.notes
    assert "placement" not in kinds_of(name)


def test_the_first_of_january_means_that_year(run):
    run()

    assert "Published: 2024 (day not known)" in AIModel.objects.get(name="Aurora 2024").description


def test_a_column_of_market_dates_is_a_market_date(run):
    content = csv_of("Aurora,2026-09-01", header="Model,Union market date")

    run(content)

    assert fact("Aurora", "placement").value["union_market_date"] == "2026-09-01"


def test_a_market_date_in_the_future_is_a_plan(run):
    run(csv_of("Aurora,2027-02-01", header="Model,Union market date"))

    assert fact("Aurora", "placement").value["is_planned"] is True


def test_several_organisations_are_told_and_none_is_called_the_provider(preview):
    outcome = next(one for one in preview().outcomes if one.name == "Aurora Joint")

    assert outcome.organisation == "Fictional Labs, Imaginary AI"
    assert "Several organisations; which of them is the provider is not known." in outcome.notes


@pytest.mark.parametrize(
    ("name", "modalities"),
    [
        ("Aurora 1", ["text"]),
        ("Aurora Picture", ["speech", "image"]),
    ],
)
def test_tasks_that_generate_say_what_the_model_generates(run, name, modalities):
    run()

    value = fact(name, "capabilities").value
    assert value == {"output_modalities": modalities, "broad_generality": None}


def test_tasks_that_recognise_say_nothing(run):
    run()

    assert "capabilities" not in kinds_of("Aurora Voice")


@pytest.mark.parametrize(
    ("name", "licence_open", "parameters_public"),
    [
        ("Ἠώς 4", True, True),
        ("Aurora 1", None, False),
        ("Aurora Picture", False, None),  # The list contradicts itself on the weights.
    ],
)
def test_access_answers_what_it_can_and_leaves_the_rest_open(
    run, name, licence_open, parameters_public
):
    run()

    value = fact(name, "open-source").value
    assert (value["licence_open"], value["parameters_public"]) == (licence_open, parameters_public)
    assert value["monetised"] is None
    assert value["usage_information_public"] is None


@pytest.mark.parametrize(
    ("name", "base", "value"),
    [
        (
            "Aurora Tuned",
            "Aurora 1",
            {"compute_flop": "4e22", "original_compute_flop": "1.6e23", "same_provider": True},
        ),
        (
            "Foreign Tuned",
            "Aurora 1",
            {"compute_flop": None, "original_compute_flop": "1.6e23", "same_provider": False},
        ),
        (
            "Outside Tuned",
            None,
            {"compute_flop": "1e21", "original_compute_flop": None, "same_provider": None},
        ),
    ],
)
def test_lineage_is_linked_where_the_base_is_known(run, name, base, value):
    run()

    ai_model = AIModel.objects.get(name=name)
    assert (ai_model.base_model and ai_model.base_model.name) == base
    assert ai_model.base_model_name in ("Aurora 1", "Somebody Else's Model")
    stored = fact(name, "modification").value
    assert {key: stored[key] for key in value} == value


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (",Labs,1e24,2026-01-02", "Model", "A name is needed here."),
        ("Bad\x07,Labs,1e24,2026-01-02", "Model", "invisible character"),
        ("B" * 201 + ",Labs,1e24,2026-01-02", "Model", "at most 200"),
        ("Bad,Labs,NaN FLOP,2026-01-02", "Training compute (FLOP)", "such as 1.5e25"),
        ("Bad,Labs,inf,2026-01-02", "Training compute (FLOP)", "such as 1.5e25"),
        ("Bad,Labs,-1e24,2026-01-02", "Training compute (FLOP)", "from 1 to 1e35"),
        ("Bad,Labs,0,2026-01-02", "Training compute (FLOP)", "where it is unknown"),
        ("Bad,Labs,1e40,2026-01-02", "Training compute (FLOP)", "from 1 to 1e35"),
        ("Bad,Labs,1e24,2199-01-02", "Publication date", "from 2010 to 2100"),
        ("Bad,Labs,1e24,02.01.2026", "Publication date", "YYYY-MM-DD"),
        ("Bad,Labs,1e24,2026-02-30", "Publication date", "YYYY-MM-DD"),
        ("Bad,Labs,1e24", "row", "3 cells and the header 4"),
        ("Bad,Labs,1e24,2026-01-02,x", "row", "5 cells and the header 4"),
        ("Good,Labs,1e24,2026-01-02", "Model", "Row 2 has a model of this name already."),
    ],
)
def test_a_wrong_row_is_refused_by_column_and_stops_the_import(preview, run, row, column, message):
    content = csv_of("Good,Labs,1e24,2026-01-02", row)

    outcome = preview(content).outcomes[1]
    with pytest.raises(RowsRefused):
        run(content)

    assert outcome.action is Action.REFUSED
    assert outcome.row == 3
    assert [problem.column for problem in outcome.problems] == [column]
    assert message in outcome.problems[0].message
    assert not AIModel.objects.exists()


def test_every_problem_of_a_row_is_told(preview):
    content = csv_of(",Labs,x,y")

    (outcome,) = preview(content).outcomes

    assert [problem.column for problem in outcome.problems] == [
        "Model",
        "Publication date",
        "Training compute (FLOP)",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"Model,Organization\n", "a header and no rows"),
        (b"\n\n,,\n", "The first row is empty"),
        (b"Maker\nLabs\n", "No column is called “Model”"),
        (b"Name of it,Maker\nAurora,Labs\n", "The columns are: Name of it, Maker."),
        (b"Model,MODEL\nAurora,Labs\n", "stands in the header twice"),
        ("Model\nM\u00fcller".encode("latin-1"), "not UTF-8 (see line 2)"),
        (b"Model\nAuro\x00ra\n", "NUL byte (see line 2)"),
        (b'Model\n"Aurora\n', "no CSV file (see line"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        (b"Model\n" + b"a\n" * (MOST_ROWS + 1), "too many rows"),
        (b"Model\n" + b"x" * 200_000, "field larger than field limit"),
        (b"Model\n" + b"x" * 21_000_000, "too large: at most 20 MB"),
        (b",".join(b"c%d" % n for n in range(201)) + b"\nx", "too many columns"),
    ],
)
def test_a_file_that_is_no_list_gets_one_clear_sentence(preview, content, message):
    with pytest.raises(UnreadableFile) as refusal:
        preview(content)

    assert refusal.value.field == "file"
    assert message in refusal.value.message


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffModel,Organization\nAurora é,Labs\n".encode(),
        "Model,Organization\nAurora é,Labs\n".encode("utf-16"),
        "Model;Organization\r\nAurora é;Labs\r\n".encode(),
        "Model\tOrganization\nAurora é\tLabs\n".encode(),
        "Model,Organization\n\n,\nAurora é,Labs\n\n".encode(),
        "model , ORGANIZATION\nAurora e\u0301,Labs\n".encode(),
    ],
)
def test_usual_dialects_are_understood(preview, content):
    (outcome,) = preview(content).outcomes

    assert (outcome.name, outcome.organisation) == ("Aurora é", "Labs")


def test_unusual_headers_are_mapped(preview):
    content = csv_of("Aurora,1e24", header="Modell,Rechenaufwand")
    options = replace(OPTIONS, columns={"name": "Modell", "compute": "Rechenaufwand"})

    (outcome,) = preview(content, options=options).outcomes

    assert outcome.name == "Aurora"
    assert outcome.facts[0].lines[0].text == "1e24 FLOP"


@pytest.mark.parametrize("columns", [{"name": "Nothing"}, {"colour": "Colour"}])
def test_a_mapping_that_leads_nowhere_is_refused(preview, columns):
    with pytest.raises(InvalidInput) as refusal:
        preview(options=replace(OPTIONS, columns=columns))

    assert refusal.value.field == "columns"
