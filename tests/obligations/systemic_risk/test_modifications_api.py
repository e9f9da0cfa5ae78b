"""The one-third worksheet for programs: tried with values of the address, recorded by a post."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

import pytest

from obligations.models import Deadline
from providers.models import AuditEvent, Fact
from tests.api.conftest import Program, fields, problem
from tests.obligations.systemic_risk.conftest import owed

pytestmark = pytest.mark.django_db
RISK = "aia-55-1-a"
TRIED = {"compute_flop": "4e24", "original_compute_flop": "1.1e25", "original_systemic": "true"}
GIVEN = {
    "compute_flop": "4e24",
    "original_compute_flop": "1.1e25",
    "original_systemic": True,
    "same_provider": False,
    "known_on": "2026-11-20",
    "source": "Training log",
}


@pytest.fixture
def program(officer):
    return Program(officer)


@pytest.fixture
def path(placed):
    return f"models/{placed.pk}/modification/"


def test_a_worksheet_is_tried_and_nothing_is_recorded(program, path, placed):
    before = AuditEvent.objects.count()

    found = program.get(f"{path}?{urlencode(TRIED | {'same_provider': 'false'})}").json()

    assert found["is_recorded"] is False
    assert found["answer"]["answer"] is True
    (reference,) = found["references"]
    assert (reference["flop"], reference["is_substitute"]) == ("1.1e25", False)
    assert "Art. 55 in full" in found["consequence"]
    effect = next(one for one in found["effects"] if one["key"] == RISK)
    assert (effect["change"], effect["owed"]) == ("newly-owed", True)
    assert found["value"]["original_model"] is None
    assert AuditEvent.objects.count() == before
    assert not Fact.objects.filter(ai_model=placed, kind="modification").exists()


def test_an_empty_worksheet_says_nothing(program, path):
    assert program.get(path).json() == {
        "is_recorded": False,
        "value": None,
        "answer": None,
        "references": [],
        "consequence": "",
        "doubts": [],
        "effects": [],
    }


def test_what_is_not_known_of_the_original_has_substitutes(program, path):
    found = program.get(f"{path}?compute_flop=1e24&same_provider=false").json()

    assert [one["is_substitute"] for one in found["references"]] == [True, True]
    assert found["answer"]["answer"] is None


def test_a_worksheet_is_recorded_and_duties_follow(program, path, placed):
    response = program.post(path, GIVEN)

    assert response.status_code == 201, response.content
    assert RISK in response.json()["newly_owed"]
    assert RISK in owed(placed, RISK)
    assert Deadline.objects.open().filter(duty__key="aia-52-1").exists()
    kept = Fact.objects.filter(ai_model=placed, kind="modification").current().get()
    assert (Decimal(kept.value["compute_flop"]), kept.source) == (Decimal("4e24"), "Training log")
    found = program.get(path).json()
    assert (found["is_recorded"], found["effects"]) == (True, [])
    assert found["answer"]["answer"] is True


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"compute_flop": "four"}, "compute_flop"),
        ({"compute_flop": -1}, "compute_flop"),
        ({"original_systemic": "perhaps"}, "original_systemic"),
        ({"original_model": "x" * 201}, "original_model"),
        ({"known_on": None}, "known_on"),
        ({"known_on": "2099-01-01"}, "known_on"),
        ({"source": "x" * 1001}, "source"),
        ({"note": 7}, "note"),
        ({"compute": "1e24"}, "compute"),
    ],
)
def test_a_mistake_is_named_and_nothing_recorded(program, path, placed, given, field):
    assert [*fields(program.post(path, GIVEN | given))] == [field]
    assert not Fact.objects.filter(ai_model=placed, kind="modification").exists()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("compute_flop=four", "compute_flop"),
        ("compute_flop=1e24&compute_flop=2e24", "compute_flop"),
        ("same_provider=yes", "same_provider"),
        ("known_on=2026-11-20", "known_on"),
    ],
)
def test_a_mistake_in_the_address_is_named(program, path, query, field):
    assert [*fields(program.get(f"{path}?{query}"))] == [field]


def test_it_is_the_providers_own(path, colleague, reviewer, rival):
    for actor in (reviewer, rival):
        problem(Program(actor).get(path), 404)
        problem(Program(actor, "read", "write").post(path, GIVEN), 404)
    problem(Program(colleague).post(path, GIVEN), 403)
    assert Program(colleague).get(path).status_code == 200
