"""/search/: the pages' search for programs."""

import pytest

from tests.api.conftest import Program
from tests.factories.evidence import make_duty


def test_a_program_finds_what_its_person_may_read(api, ai_model, rival):
    duty = make_duty(ai_model)

    answer = api.get("search/", {"q": "documentation meridian"}).json()

    assert answer["groups"][0] == {
        "kind": "Duties",
        "hits": [
            {
                "title": duty.obligation.title,
                "about": f"{duty.cite} · Meridian",
                "path": f"/duties/{duty.pk}/",
            }
        ],
    }
    rivals = Program(rival).get("search/", {"q": "documentation meridian"}).json()
    assert "Duties" not in {group["kind"] for group in rivals["groups"]}


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": " "}])
def test_no_words_find_nothing(api, asked):
    assert api.get("search/", asked).json() == {"groups": []}


def test_an_unknown_parameter_is_refused(api):
    assert api.get("search/", {"q": "law", "x": "1"}).status_code == 400


def test_without_a_token_nothing_is_found(db):
    assert Program().get("search/", {"q": "law"}).status_code == 401
