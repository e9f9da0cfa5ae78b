"""The OpenAPI document: current, valid, and true of what the routes answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from cop_tracker.api_documents import document

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "reference" / "openapi.yaml"


@pytest.mark.django_db
def test_it_is_answered_as_json_and_as_yaml(client):
    as_json = client.get("/api/v1/schema/")
    as_yaml = client.get("/api/v1/schema/", HTTP_ACCEPT="application/vnd.oai.openapi")

    assert as_json["Content-Type"] == "application/json"
    assert as_json.json()["openapi"].startswith("3.1")
    assert yaml.safe_load(as_yaml.content) == as_json.json()


def test_the_kept_copy_is_current(tmp_path):
    """Run ``manage.py spectacular --file docs/reference/openapi.yaml`` after a change."""
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)

    assert KEPT.read_text() == fresh.read_text()


def test_every_operation_says_what_it_does_and_how_it_refuses():
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            name = f"{method} {path}"
            assert operation.get("description"), name
            problem = operation["responses"]["400"]["content"]["application/problem+json"]
            assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}, name
            # Bytes of an upload follow one another; no revision is guarded there.
            if method == "patch" and path != "/api/v1/uploads/{id}/":
                assert {"412", "428"} <= operation["responses"].keys(), name


def test_private_operations_ask_for_a_token_or_the_cookie():
    open_to_all = {
        path
        for path, operations in document()["paths"].items()
        if not any(operation.get("security") for operation in operations.values())
    }

    assert {path.split("/")[3] for path in open_to_all} == {
        "obligations",
        "fixed-dates",
        "code-life",
        "glossary",
        "public-models",
        "standards",
        "tools",
        "amendments",
        "outlines",
        "public-copyright-desks",
        "public-summaries",
        "signatories",
        "signing-keys",
        "suggested-indicators",
    }
