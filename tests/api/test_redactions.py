"""Redactions of evidence through the API: as JSON, in a form with a file, and to the Office."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from obligations.models import Evidence
from obligations.models.redactions import Redaction
from tests.api.conftest import Program, fields
from tests.factories.assessments import submitted
from tests.factories.evidence import attach

pytestmark = pytest.mark.django_db

PRICES = {"removed": "Prices in section 4", "ground": "trade-secret", "because": ""}


def test_they_come_as_json_and_are_read_again(api, duty):
    body = {"statement": "We do.", "title": "T", "redactions": [PRICES, PRICES]}

    made = api.post(f"duties/{duty.pk}/evidence/", body)

    assert made.status_code == 201, made.content
    assert made.json()["latest"]["redactions"] == [PRICES, PRICES]
    other = api.post(f"evidence/{made.json()['id']}/versions/", {"statement": "Whole."})
    assert other.json()["redactions"] == []


@pytest.mark.parametrize(
    "parts", [[PRICES], [PRICES, PRICES], [[PRICES, PRICES]]], ids=["one", "two", "a list"]
)
def test_they_come_in_a_form_with_a_file(api, duty, parts):
    form = {
        "file": SimpleUploadedFile("report.pdf", b"%PDF-1.7"),
        "redactions": [json.dumps(one) for one in parts],
    }

    made = api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")

    assert made.status_code == 201, made.content
    expected = parts[0] if isinstance(parts[0], list) else parts
    assert made.json()["latest"]["redactions"] == expected


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ([{"ground": "privilege"}], "redactions[0].removed"),
        ([PRICES, PRICES | {"ground": "secret"}], "redactions[1].ground"),
        ([PRICES | {"ground": "other"}], "redactions[0].because"),
        ([PRICES | {"page": "4"}], "redactions[0].page"),
        (["Prices"], "redactions"),
        ("Prices", "redactions"),
        ([PRICES] * 51, "redactions"),
    ],
)
def test_what_cannot_be_is_named(api, duty, given, name):
    body = {"statement": "We do.", "title": "T", "redactions": given}

    response = api.post(f"duties/{duty.pk}/evidence/", body)

    assert list(fields(response)) == [name]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("part", ["{", "[" * 100_000], ids=["cut off", "nested too deeply"])
def test_what_is_no_json_is_refused(api, duty, part):
    form = {"file": SimpleUploadedFile("report.pdf", b"%PDF-1.7"), "redactions": part}

    response = api.post(f"duties/{duty.pk}/evidence/", form, format="multipart")

    assert list(fields(response)) == ["redactions"]
    assert not Evidence.objects.exists()


def test_the_office_reads_them_with_the_submission_and_a_rival_does_not(
    reviewer, rival, duty, officer
):
    version = attach(duty, by=officer, redactions=[Redaction(**PRICES)])
    submission = submitted(duty, officer)

    body = Program(reviewer).get(f"assessments/{submission.pk}/").json()

    assert body["evidence"][0]["redactions"] == [PRICES]
    shown = Program(reviewer).get(f"evidence/versions/{version.pk}/").json()
    assert shown["redactions"] == [PRICES]
    assert Program(rival).get(f"evidence/versions/{version.pk}/").status_code == 404
