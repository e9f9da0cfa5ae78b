"""Entries through the API."""

from __future__ import annotations

import pytest

from obligations.safety.models import Entry
from tests.api.conftest import Program, problem

CHECK = {"what": "Keys", "who": "Bo", "result": "None."}


@pytest.fixture
def api(officer):
    return Program(officer)


def test_an_entry_is_recorded_listed_and_withdrawn(api, signatory):
    body = {"provider": str(signatory.pk), "on": "2026-11-20", "value": CHECK}
    made = api.post("access-checks/", body, format="json")
    assert made.status_code == 201, made.content

    assert [one["id"] for one in api.get("access-checks/").json()["results"]] == [made.json()["id"]]
    assert api.get("confirmations/").json()["results"] == []
    assert api.get(made["Location"]).json()["value"] == CHECK

    gone = api.post(f"{made['Location']}withdrawal/", {"because": "Not done."}, format="json")

    assert gone.status_code == 201
    assert api.get("access-checks/?current=true").json()["results"] == []
    assert len(api.get("access-checks/?current=false").json()["results"]) == 2


def test_a_provision_names_the_files_that_were_kept(api, signatory, version):
    body = {
        "provider": str(signatory.pk),
        "on": "2026-11-23",
        "version": str(version(signatory, "framework").pk),
        "value": {"extent": "whole", "channel": "Portal", "redactions": "none"},
    }
    made = api.post("provisions/", body, format="json").json()

    pdf = api.get(f"renderings/{made['pdf']}/file/")
    data = api.get(f"renderings/{made['json']}/file/")

    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert b'"state": "missing"' in b"".join(data.streaming_content)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": "soon"}, "on"),
        ({"value": CHECK | {"who": 7}}, "who"),
        ({"surprise": 1}, "surprise"),
        ({"model": "6a0a8f0e-0000-4000-8000-000000000000"}, "model"),
        ({"supersedes": "6a0a8f0e-0000-4000-8000-000000000000"}, "supersedes"),
    ],
)
def test_a_mistake_is_told_at_its_field(api, signatory, changed, field):
    body = {"provider": str(signatory.pk), "on": "2026-11-20", "value": CHECK} | changed

    told = problem(api.post("access-checks/", body, format="json"), 400)

    assert field in str(told)
    assert not Entry.objects.exists()


def test_another_providers_entries_are_not_there(rival, signatory, record):
    entry = record(signatory, "access-check")
    api = Program(rival)

    assert api.get("access-checks/").json()["results"] == []
    assert api.get(f"safety-entries/{entry.pk}/").status_code == 404
