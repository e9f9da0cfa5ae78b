"""Models and facts: registered, recorded, and what follows from them in the same answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from obligations.models import Duty
from providers.actors import Role
from providers.models import AIModel, AuditEvent, Fact
from providers.services.facts import BRUSSELS
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as make

pytestmark = pytest.mark.django_db

BIG = {
    "name": "Fictional One",
    "union_market_date": "2026-12-15",
    "training_compute_flop": "2.5e25",
    "cumulative_compute_flop": 3e25,
    "output_modalities": ["text", "code"],
    "open_source": {"licence": "Own terms", "licence_open": False},
}


@pytest.fixture
def registered(api, synced) -> dict:
    response = api.post("models/", BIG)
    assert response.status_code == 201, response.content
    return response.json()


def test_a_model_is_registered_with_what_is_known_of_it(registered, provider):
    assert registered["provider"] == {"id": str(provider.pk), "name": provider.name}
    known = registered["known"]
    assert {name: value for name, value in known.items() if value is not None} == {
        "union_market_date": "2026-12-15",
        "training_compute_flop": "2.5e25",
        "cumulative_compute_flop": "3e25",
        "output_modalities": ["text", "code"],
        "open_source": {
            "licence": "Own terms",
            "licence_open": False,
            "monetised": None,
            "parameters_public": None,
            "architecture_public": None,
            "usage_information_public": None,
        },
    }
    kinds = Fact.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["capabilities", "compute", "open-source", "placement"]


def test_registering_answers_what_is_newly_owed(registered):
    newly = {change["key"]: change for change in registered["changes"]["newly_owed"]}

    documentation = newly["aia-53-1-a"]
    assert documentation["due"] == {
        "strict": "2026-12-15",
        "rolled": "2026-12-15",
        "provisional": False,
    }
    assert documentation["because"]
    assert documentation["title"]
    assert documentation["model"] == registered["id"]
    assert newly.keys() >= {"aia-52-1", "aia-55-1-a"}
    assert registered["changes"]["ended"] == []


def test_what_is_answered_is_what_is_listed(registered, api):
    rows = api.get(f"duties/?model={registered['id']}&owed=true&page_size=200").json()["results"]

    listed = {row["id"]: (row["key"], row["due"]) for row in rows}
    newly = registered["changes"]["newly_owed"]
    of_model = {one["duty"]: (one["key"], one["due"]) for one in newly if one["model"]}
    assert listed == of_model


def test_a_new_model_can_be_read_where_the_answer_says(api, synced):
    response = api.post("models/", {"name": "Nothing known"})

    read = api.get(response["Location"])
    assert read["ETag"] == response["ETag"] == '"1"'
    body = response.json()
    del body["changes"]
    assert read.json() == body


@pytest.fixture
def bare(api, synced) -> str:
    """The address of a model of which nothing is known."""
    pk = api.post("models/", {"name": "Bare", "output_modalities": ["text"]}).json()["id"]
    return f"models/{pk}"


def test_compute_above_the_threshold_starts_the_two_weeks(api, bare):
    today = timezone.now().astimezone(BRUSSELS).date()

    response = api.post(
        f"{bare}/facts/",
        {"kind": "compute", "known_on": today.isoformat(), "cumulative_compute_flop": "2e25"},
    )

    assert response.status_code == 201, response.content
    newly = {one["key"]: one for one in response.json()["changes"]["newly_owed"]}
    assert newly["aia-52-1"]["due"]["strict"] == (today + timedelta(days=14)).isoformat()


def test_a_smaller_estimate_ends_what_the_greater_one_brought(api, bare):
    compute = {"kind": "compute", "known_on": "2026-11-02"}
    api.post(f"{bare}/facts/", compute | {"cumulative_compute_flop": "2e25"})

    response = api.post(f"{bare}/facts/", compute | {"cumulative_compute_flop": "2e24"})

    ended = {one["key"]: one for one in response.json()["changes"]["ended"]}
    assert ended.keys() >= {"aia-52-1", "aia-55-1-a"}
    assert ended["aia-52-1"]["before"].startswith("Owed")


def test_fields_may_stand_in_value(api, bare):
    body = {"kind": "placement", "value": {"union_market_date": "2026-09-01"}}

    fact = api.post(f"{bare}/facts/", body).json()

    assert fact["value"] == {"union_market_date": "2026-09-01", "is_planned": None, "how": None}


def test_a_fact_is_superseded_and_both_stay(api, bare):
    body = {"kind": "placement", "union_market_date": "2026-09-01"}
    first = api.post(f"{bare}/facts/", body).json()

    second = api.post(f"{bare}/facts/", body | {"supersedes": first["id"]}).json()

    assert second["supersedes"] == first["id"]
    rows = api.get(f"{bare}/facts/?kind=placement").json()["results"]
    assert [row["superseded_by"] for row in rows] == [None, second["id"]]
    current = api.get(f"{bare}/facts/?kind=placement&is_current=true").json()["results"]
    assert [row["id"] for row in current] == [second["id"]]


def test_superseding_what_was_superseded_is_409(api, bare):
    body = {"kind": "placement", "union_market_date": "2026-09-01"}
    first = api.post(f"{bare}/facts/", body).json()
    api.post(f"{bare}/facts/", body)

    problem(api.post(f"{bare}/facts/", body | {"supersedes": first["id"]}), 409)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["kind"]),
        ({"kind": "nonsense"}, ["kind"]),
        ({"kind": "establishment", "country": "FR"}, ["kind"]),
        ({"kind": ["compute"]}, ["kind"]),
        ({"kind": "compute"}, ["value"]),
        ({"kind": "compute", "training_compute": "1e25"}, ["training_compute"]),
        ({"kind": "compute", "value": {"x": 1}}, ["value.x"]),
        ({"kind": "compute", "value": {}, "method": "other"}, ["value"]),
        ({"kind": "compute", "value": "1e25"}, ["value"]),
        (
            {"kind": "compute", "training_compute_flop": "-1", "method": "dice", "known_on": "x"},
            ["known_on", "method", "training_compute_flop"],
        ),
        (
            {"kind": "compute", "training_compute_flop": 2e24, "cumulative_compute_flop": 1e24},
            ["cumulative_compute_flop"],
        ),
        ({"kind": "placement", "union_market_date": "2199-01-01"}, ["union_market_date"]),
        ({"kind": "placement", "how": ["api"], "is_planned": "no"}, ["how", "is_planned"]),
        ({"kind": "capabilities", "output_modalities": []}, ["output_modalities"]),
        (
            {"kind": "capabilities", "broad_generality": True, "known_on": "2199-01-01"},
            ["known_on"],
        ),
        ({"kind": "capabilities", "broad_generality": True, "supersedes": "x"}, ["supersedes"]),
        (
            {"kind": "capabilities", "broad_generality": True, "version": "0" * 32},
            ["version"],
        ),
    ],
)
def test_a_fact_that_cannot_be_names_the_field_and_changes_nothing(api, ai_model, body, names):
    before = (Fact.objects.count(), AuditEvent.objects.count())

    response = api.post(f"models/{ai_model.pk}/facts/", body)

    assert sorted(fields(response)) == names
    assert (Fact.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"name": 7}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": "a\u202eb"}, ["name"]),
        ({"name": "Fine", "training_compute": 1}, ["training_compute"]),
        ({"name": "Fine", "union_market_date": "2199-01-01"}, ["union_market_date"]),
        ({"name": "Fine", "union_market_date": 20260901}, ["union_market_date"]),
        ({"name": "Fine", "open_source": {"monetised": "no"}}, ["open_source.monetised"]),
        ({"name": "Fine", "open_source": []}, ["open_source"]),
        (
            {"name": "Fine", "training_compute_flop": 2e24, "cumulative_compute_flop": 1e24},
            ["cumulative_compute_flop"],
        ),
        (
            {
                "name": "Fine",
                "rebuttal_submitted_on": "2026-05-01",
                "rebuttal_accepted_on": "2026-04-01",
            },
            ["rebuttal_accepted_on"],
        ),
        ({"name": "Fine", "known_on": "2199-01-01"}, ["known_on"]),
        ({"name": "Fine", "base_model": "not-an-id"}, ["base_model"]),
        ({"name": "Fine", "description": "x" * 5001}, ["description"]),
        ({"name": "Fine", "description": "x" * 500_000}, ["description"]),
        ({"name": "Fine", "provider": "0" * 32}, ["provider"]),
    ],
)
def test_a_model_that_cannot_be_names_the_field_and_changes_nothing(api, body, names):
    response = api.post("models/", body)

    assert sorted(fields(response)) == names
    assert AIModel.objects.count() == 0


def test_a_name_may_be_of_any_script(api, synced):
    for name in ("نموذج", "模型 ٣", "Modèle 🦉", "עברית"):
        assert api.post("models/", {"name": name}).json()["name"] == name


def test_a_rivals_model_is_no_base_and_no_provider(api, rival_model):
    based = api.post("models/", {"name": "Mine", "base_model": str(rival_model.pk)})
    owned = api.post("models/", {"name": "Mine", "provider": str(rival_model.provider_id)})

    assert list(fields(based)) == ["base_model"]
    assert list(fields(owned)) == ["provider"]


def test_a_name_is_taken_once(api, bare):
    problem(api.post("models/", {"name": "Bare"}), 409)


def test_a_member_of_two_providers_says_for_which(officer, provider, rival_provider, synced):
    make.make_member(rival_provider, Role.OFFICER, make.make_user("Twofold"))
    person = make.make_user("Double")
    for one in (provider, rival_provider):
        make.make_member(one, Role.OFFICER, person)
    double = Program(make.actor_for(person))

    assert list(fields(double.post("models/", {"name": "Whose?"}))) == ["provider"]
    body = {"name": "This one's", "provider": str(rival_provider.pk)}
    assert double.post("models/", body).json()["provider"]["name"] == rival_provider.name


def test_a_colleague_reads_and_does_not_write(colleague, synced, ai_model):
    reader = Program(colleague)

    assert reader.get(f"models/{ai_model.pk}/").status_code == 200
    assert "officers" in problem(reader.post("models/", {"name": "Mine"}), 403)["detail"]
    body = {"kind": "placement", "union_market_date": "2026-09-01"}
    problem(reader.post(f"models/{ai_model.pk}/facts/", body), 403)
    assert Fact.objects.count() == 0


def test_a_change_needs_what_it_is_based_on(api, ai_model):
    path = f"models/{ai_model.pk}/"

    problem(api.patch(path, {"name": "New"}), 428)
    problem(api.patch(path, {"name": "New"}, HTTP_IF_MATCH="*"), 428)
    problem(api.patch(path, {"name": "New"}, HTTP_IF_MATCH='"7"'), 412)
    problem(api.patch(path, {"name": "New"}, HTTP_IF_MATCH="nonsense"), 412)

    response = api.patch(path, {"name": "New"}, HTTP_IF_MATCH=api.get(path)["ETag"])
    assert response.status_code == 200, response.content
    assert (response.json()["name"], response["ETag"]) == ("New", '"2"')
    problem(api.patch(path, {"name": "Newer"}, HTTP_IF_MATCH='"1"'), 412)
    assert api.get(path).json()["name"] == "New"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, None),
        ({"name": " "}, ["name"]),
        ({"union_market_date": "2026-09-01"}, ["union_market_date"]),
    ],
)
def test_a_change_that_cannot_be_is_refused(api, ai_model, body, names):
    response = api.patch(f"models/{ai_model.pk}/", body, HTTP_IF_MATCH='"1"')

    assert sorted(fields(response)) == (names or [])


def test_versions_are_added(api, ai_model):
    path = f"models/{ai_model.pk}/versions/"

    made = api.post(path, {"label": "1.1", "released_on": "2026-10-01"})

    assert made.status_code == 201, made.content
    assert [row["label"] for row in api.get(path).json()["results"]] == ["1.1"]
    problem(api.post(path, {"label": "1.1"}), 409)
    wrong = api.post(path, {"label": "", "released_on": "1999-01-01", "size": 1})
    assert sorted(fields(wrong)) == ["label", "released_on", "size"]


def test_lineage_names_ancestors_and_descendants(api, provider):
    base = make.make_model(provider, "Base", base_model_name="Somebody's")
    middle = make.make_model(provider, "Middle", base_model=base)
    make.make_model(provider, "Leaf", base_model=middle)

    body = api.get(f"models/{middle.pk}/lineage/").json()

    assert [one["name"] for one in body["ancestors"]] == ["Base"]
    assert [one["name"] for one in body["derived"]] == ["Leaf"]
    assert body["base_model_name"] == "Somebody's"


def test_rulings_answer_the_law_on_the_recorded_facts(registered, api):
    body = api.get(f"models/{registered['id']}/rulings/").json()

    assert body["systemic_risk"]["answer"] is True
    owed = {ruling["key"] for ruling in body["rulings"] if ruling["owed"]}
    assert owed >= {"aia-53-1-a", "aia-55-1-c"}
    early = api.get(f"models/{registered['id']}/rulings/?on=2025-01-01").json()
    assert early["on"] == "2025-01-01"
    wrong = api.get(f"models/{registered['id']}/rulings/?on=2023-01-01")
    assert list(fields(wrong)) == ["on"]


def test_a_fact_about_the_provider_bears_on_its_models(registered, api, provider):
    response = api.post(
        f"providers/{provider.pk}/facts/",
        {"kind": "code-signature", "chapters": {"safety-security": "2025-08-01"}},
    )

    assert response.status_code == 201, response.content
    newly = {one["key"] for one in response.json()["changes"]["newly_owed"]}
    assert "cop-ss-9.3" in newly
    assert Duty.objects.filter(key="cop-ss-9.3", owed=True).exists()


@pytest.mark.parametrize(
    ("chapters", "names"),
    [
        ({"safety": None}, ["chapters"]),
        ({"transparency": "2024-01-01"}, ["chapters.transparency"]),
        (["transparency"], ["chapters"]),
    ],
)
def test_a_signature_that_cannot_be_names_the_chapter(api, provider, chapters, names):
    body = {"kind": "code-signature", "chapters": chapters}

    assert sorted(fields(api.post(f"providers/{provider.pk}/facts/", body))) == names
