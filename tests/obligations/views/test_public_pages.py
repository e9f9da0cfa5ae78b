"""What everybody may read and reckon, without an account."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.catalogue.loader import catalogue
from obligations.services.catalogue import sync

pytestmark = pytest.mark.django_db

OWE = "what-would-i-owe"
MODIFIER = {
    "on": "2026-11-23",
    "provider.established_in": "US",
    "provider.code_chapters": ["transparency", "copyright"],
    "model.union_market_date": "2026-09-01",
    "model.cumulative_compute_flop": "2e25",
    "model.training_compute_flop": "2e25",
    "model.output_modalities": ["text"],
}


@pytest.fixture
def texts(now):
    return sync(now=now)


def page(client, name, asked=None, *args, status=200):
    answer = client.get(reverse(name, args=args), asked or {})
    assert answer.status_code == status
    return answer.content.decode()


# The page asks the law as the API does


def test_a_page_of_questions_answers_nothing_until_asked(client):
    answer = client.get(reverse(OWE))

    assert answer.status_code == 200
    assert answer.context["found"] is None


def test_the_page_and_the_api_give_one_answer(client):
    body = {
        "on": "2026-11-23",
        "provider": {"established_in": "US", "code_chapters": ["transparency", "copyright"]},
        "model": {
            "union_market_date": "2026-09-01",
            "cumulative_compute_flop": "2e25",
            "training_compute_flop": "2e25",
            "output_modalities": ["text"],
        },
    }
    told = client.post("/api/v1/tools/applicability/", body, content_type="application/json").json()

    found = client.get(reverse(OWE), MODIFIER).context["found"]

    assert {one["key"]: one["owed"] for one in told["rulings"]} == {
        one.key: one.owed for one in found.rulings
    }
    assert found.systemic_risk.answer is True


def test_what_is_left_open_stays_unknown_and_links_to_its_question(client):
    answer = client.get(reverse(OWE), {"on": "2026-11-23"})

    text = answer.content.decode()
    assert not answer.context["owed"]
    assert answer.context["unknown"]
    assert 'href="#id_model.union_market_date"' in text
    assert 'id="id_model.union_market_date"' in text


def test_no_chapter_signed_is_an_answer_and_differs_from_not_knowing(client):
    none = client.get(reverse(OWE), MODIFIER | {"provider.code_chapters": ["none"]})
    unknown = client.get(reverse(OWE), MODIFIER | {"provider.code_chapters": []})

    key = "cop-tr-1.1"
    of = lambda answer: {one.key: one.owed for one in answer.context["found"].rulings}  # noqa: E731
    assert of(none)[key] is False
    assert of(unknown)[key] is None


def test_a_shared_address_carries_no_empty_questions(client):
    answer = client.get(reverse(OWE), {"on": "2026-11-23", "model.general_purpose": ""})

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse(OWE)}?on=2026-11-23"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model.training_compute_flop", "NaN"),
        ("model.training_compute_flop", "-1"),
        ("model.training_compute_flop", "1e999"),
        ("model.cumulative_compute_flop", "plenty"),
        ("model.modification.compute_flop", "0"),
        ("model.union_market_date", "2199-01-01"),
        ("model.union_market_date", "2026-02-30"),
        ("model.threshold_known_on", "2023-12-31"),
        ("model.designation_basis", "99"),
        ("model.general_purpose", "maybe"),
        ("provider.established_in", "XX"),
        ("provider.code_chapters", ["none", "copyright"]),
        ("on", "2020-01-01"),
        ("model.training_compute_flop", "1\x00"),
        ("model.training_compute_flop", "9" * 5000),
    ],
)
def test_what_cannot_be_true_is_said_beside_its_question(client, field, value):
    answer = client.get(reverse(OWE), {field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


# Calculators


def test_a_clock_is_counted_both_ways(client):
    asked = {"event": "2026-12-23", "clock": "cop-ss-9.3-cybersecurity"}

    found = client.get(reverse("deadline"), asked).context["found"]

    assert str(found["strict"]) == "2026-12-28"
    assert found["rolled"] > found["strict"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"event": "2026-12-23", "length": "soon"}, "length"),
        ({"event": "2026-12-23"}, "length"),
        ({"event": "2026-13-01", "length": "5 days"}, "event"),
        ({"event": "2199-01-01", "length": "5 days"}, "event"),
        ({"event": "2026-12-23", "clock": "no-such-clock"}, "clock"),
    ],
)
def test_a_period_that_cannot_be_counted_is_refused_at_its_field(client, asked, field):
    answer = client.get(reverse("deadline"), asked)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_every_clock_is_listed_and_found_by_its_words(client):
    everything = client.get(reverse("clocks")).context["rows"]
    some = client.get(reverse("clocks"), {"q": "Cybersecurity"}).context["rows"]

    assert len(everything) == len(catalogue().clocks)
    assert 0 < len(some) < len(everything)


def test_compute_from_the_architecture_leads_on_to_what_would_be_owed(client):
    asked = {"method": "architecture", "parameters": "405e9", "tokens": "15.6e12"}

    answer = client.get(reverse("compute"), asked)

    assert answer.context["found"].over_1e25 is True
    asked = f"{answer.context['owe_url']}&model.output_modalities=text&model.broad_generality=yes"
    assert client.get(asked).context["found"].systemic_risk.answer is True


def test_compute_from_phases_leaves_empty_rows_out(client):
    phase = {"units": "2048", "days": "60", "peak_flop_per_second": "989e12", "utilisation": "0.4"}
    asked = {f"phases[0].{name}": value for name, value in phase.items()}

    found = client.get(reverse("compute"), {"method": "hardware", "rows": "3", **asked}).context[
        "found"
    ]

    assert len(found.counted) == 1
    assert found.flop == 2048 * 60 * 86400 * 989 * 10**12 * 4 // 10


def test_a_row_that_is_wrong_is_named(client):
    asked = {"method": "components", "rows": "2", "components[1].kind": "pretraining"}

    answer = client.get(reverse("compute"), asked | {"components[1].flop": "Infinity"})

    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_another_row_keeps_what_was_typed(client):
    asked = {"method": "components", "rows": "2", "components[0].flop": "1e25", "more": "1"}

    text = page(client, "compute", asked)

    assert 'value="1e25"' in text
    assert "components[2].flop" in text


# A serious incident


def test_the_clocks_of_an_incident_run_from_awareness(client, now):
    aware = now.strftime("%Y-%m-%dT%H:%M")

    running = client.get(reverse("incident-report"), {"aware": aware}).context["running"]

    days = {
        one.clock.key: (one.due.strict - now.date()).days
        for one in running
        if one.clock.event_key == "aware-of-involvement"
    }
    assert sorted(days.values()) == [2, 5, 10, 15]
    assert [one.due for one in running if one.clock.event_key != "aware-of-involvement"] == [
        None,
        None,
    ]


@pytest.mark.parametrize("aware", ["2199-01-01T10:00", "2024-01-01T10:00", "yesterday", ""])
def test_an_awareness_that_cannot_be_is_refused(client, aware):
    answer = client.get(reverse("incident-report"), {"aware": aware, "resolved": "2026-11-20"})

    assert answer.status_code == 422
    assert "aware" in answer.context["form"].errors


# The catalogue


def test_every_text_is_a_tree_of_all_its_entries(client, texts):
    for name in ("ai-act", "code-of-practice", "guidelines", "training-template"):
        answer = client.get(reverse("catalogue"), {"instrument": name, "as_of": "2026-11-23"})
        shown = answer.content.decode()

        entries = [one for one in answer.context["editions"] if one.instrument == name]
        missing = [
            each.key
            for each in entries[0].entries
            if f'href="{reverse("catalogue-entry", args=[each.key])}' not in shown
        ]
        assert missing == []


def test_the_catalogue_costs_the_same_however_long_the_text(client, texts):
    def queries(**asked):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("catalogue"), asked)
        return len(captured)

    assert queries(instrument="training-template") == queries(instrument="code-of-practice") == 2
    assert queries(q="9.3") == queries(q="a") == 2


@pytest.mark.parametrize("words", ["9.3", "incidnt", "Art. 53(1)", "copyright policy"])
def test_a_search_forgives_typing(client, texts, words):
    assert client.get(reverse("catalogue"), {"q": words}).context["page"].object_list


def test_a_search_without_a_find_says_what_to_try(client, texts):
    assert "Nothing fits" in page(client, "catalogue", {"q": "xyzzyqwv"})


@pytest.mark.parametrize("day", ["2023-01-01", "2199-01-01", "2026-02-30"])
def test_a_day_without_a_text_is_refused(client, texts, day):
    page(client, "catalogue", {"as_of": day}, status=422)


def test_every_entry_has_a_page(client, texts, now):
    broken = [
        entry.key
        for entry in catalogue().as_of(now.date())
        if client.get(reverse("catalogue-entry", args=[entry.key])).status_code != 200
    ]

    assert broken == []


def test_an_entry_shows_what_a_later_edition_changed(client):
    edition = next(one for one in catalogue().editions if one.changes)
    change = edition.changes[0]

    text = page(client, "catalogue-entry", {}, change.key)

    assert "Changed on" in text


def test_an_unknown_key_is_404(client):
    page(client, "catalogue-entry", {}, "aia-999", status=404)


@pytest.mark.parametrize("name", ["code-life", "fixed-dates"])
def test_the_tables_of_the_catalogue_are_whole(client, name):
    text = page(client, name)

    for one in catalogue().code_life.events if name == "code-life" else catalogue().fixed_dates:
        assert str(one.title).replace("'", "&#x27;") in text
