"""The catalogue, for everybody, as the contract says."""

from __future__ import annotations

import pytest

from tests.api.conftest import fields, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(synced):
    """The catalogue as rows."""


def listed(client, query: str) -> list[dict]:
    found, address = [], f"/api/v1/obligations/?page_size=200&{query}"
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        found += response.json()["results"]
        address = response.json()["next"]
    return found


def test_the_whole_catalogue_is_listed_once_without_signing_in(client):
    rows = listed(client, "")

    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert {"aia-53-1-a", "aia-52-1", "cop-tr-1.2", "cop-cr-1.5", "cop-ss-9.3"} <= set(keys)
    assert rows[0].keys() >= {
        "key", "title", "summary", "cite", "instrument", "chapter", "parent", "applies_from",
        "enforceable_from", "audience", "edition", "measures", "source_url",
    }  # fmt: skip


def test_an_entry_is_read_by_its_key(client):
    entry = client.get("/api/v1/obligations/cop-ss-9.3/").json()

    assert (entry["instrument"], entry["chapter"]) == ("code-of-practice", "safety-security")
    assert "cop-ss-9.3-cybersecurity" in entry["clocks"]
    assert entry["source_url"].startswith("https://")


def test_the_40_measures_are_those_of_the_code(client):
    rows = listed(client, "instrument=code-of-practice&kind=measure")

    assert len(rows) == 40
    assert {row["instrument"] for row in rows} == {"code-of-practice"}


@pytest.mark.parametrize("text", ["copyright policy", "copyrigth", "Art. 53(1)(c)", "aia-53-1-c"])
def test_the_search_finds_by_word_citation_and_key(client, text):
    rows = listed(client, f"search={text}")

    assert "aia-53-1-c" in [row["key"] for row in rows]
    assert len(rows) < 150


def test_the_text_of_another_day_is_another_text(client):
    before = {
        row["key"]: row["edition"] for row in listed(client, "as_of=2026-07-26&instrument=ai-act")
    }
    after = {
        row["key"]: row["edition"] for row in listed(client, "as_of=2026-07-27&instrument=ai-act")
    }

    assert set(before.values()) == {"2024-07-12"}
    assert set(after.values()) == {"2026-07-27"}
    assert listed(client, "as_of=2025-07-09&instrument=code-of-practice") == []
    problem(client.get("/api/v1/obligations/cop-ss-9.3/?as_of=2025-07-09"), 404)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("instrument=gdpr", ["instrument"]),
        ("as_of=yesterday", ["as_of"]),
        ("as_of=2199-01-01", ["as_of"]),
        ("as_of=1999-01-01", ["as_of"]),
        ("search=" + "x" * 201, ["search"]),
        ("search=%00", ["search"]),
        ("query=copyright", ["query"]),
    ],
)
def test_a_question_that_means_nothing_is_named(client, query, names):
    assert list(fields(client.get(f"/api/v1/obligations/?{query}"))) == names


@pytest.mark.parametrize("key", ["nothing", "aia-53-1-A", "%00", "..%2F..", "x" * 300])
def test_a_key_that_does_not_exist_is_404(client, key):
    problem(client.get(f"/api/v1/obligations/{key}/"), 404)
