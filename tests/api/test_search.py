"""/search/: the pages' search for programs."""

import pytest

from obligations.queries.search import sources
from tests.api.conftest import Program
from tests.factories.evidence import make_duty
from tests.factories.providers import make_model


def test_a_program_finds_what_its_person_may_read(api, ai_model, rival):
    duty = make_duty(ai_model)

    answer = api.get("search/", {"q": "documentation meridian"}).json()

    assert answer["groups"][0] == {
        "key": "duties",
        "kind": "Duties",
        "hits": [
            {
                "title": duty.obligation.title,
                "about": f"{duty.cite} · Meridian",
                "path": f"/duties/{duty.pk}/",
            }
        ],
        "has_more": False,
    }
    rivals = Program(rival).get("search/", {"q": "documentation meridian"}).json()
    assert "Duties" not in {group["kind"] for group in rivals["groups"]}


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": " "}])
def test_no_words_find_nothing(api, asked):
    assert api.get("search/", asked).json() == {"groups": []}


def test_a_program_reads_on_in_one_kind(api, officer, provider, monkeypatch):
    monkeypatch.setattr(sources, "PAGE", 2)
    for number in range(3):
        make_model(provider, f"Zirconium {number}")

    first, second = (
        api.get("search/", {"q": "zirconium", "kind": "models", "page": page}).json()["groups"]
        for page in (1, 2)
    )

    assert [len(one["hits"]) for one in (first[0], second[0])] == [2, 1]
    assert [one[0]["has_more"] for one in (first, second)] == [True, False]
    assert api.get("search/", {"q": "x", "kind": "nonsense"}).status_code == 400


@pytest.mark.parametrize("page", ["0", "201", "-1", "1.0", "", "²", "٣", "9" * 5000])
def test_a_page_is_a_number_within_its_limit(api, page):
    answer = api.get("search/", {"q": "x", "kind": "models", "page": page})

    assert answer.status_code == 400
    assert "page is a number from 1 to 200." in answer.content.decode()


def test_an_unknown_parameter_is_refused(api):
    assert api.get("search/", {"q": "law", "x": "1"}).status_code == 400


def test_without_a_token_nothing_is_found(db):
    assert Program().get("search/", {"q": "law"}).status_code == 401
