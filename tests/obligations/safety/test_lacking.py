"""What Framework and report lack is said on the page and in what is given, never passed over."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from obligations.documents.services import documents
from obligations.storage import open_bytes

CYBER = [{"evaluation": "Cyber range", "method": "Open-ended", "result": "Below the tier"}]


@pytest.fixture
def report(systemic, officer, now):
    """A report that lists one evaluation with four samples, and nothing else."""
    document = documents.start(
        provider=systemic.provider, ai_model=systemic, kind="model-report", by=officer, now=now
    )
    samples = [{"evaluation": "Cyber range", "input": f"{n}", "output": "x"} for n in range(4)]
    given = {
        key: {"state": "filled", "value": value}
        for key, value in (("evaluations", CYBER), ("samples", samples))
    }
    return documents.save(
        document=document, given=given, revision=document.revision, by=officer, now=now
    )


@pytest.fixture
def frozen(report, officer, now):
    return documents.make_version(
        document=report, changes="First.", revision=report.revision, by=officer, now=now
    )


def kept(rendering):
    with open_bytes(provider_id=rendering.provider_id, sha256=rendering.sha256) as stored:
        return stored.read()


def test_four_samples_are_not_five_on_the_page(systemic, report, officer, sign_in):
    page = sign_in(officer).get(reverse("safety-model", args=[systemic.pk])).content.decode()

    assert "Cyber range: 4 random samples; it holds at least 5." in page
    assert reverse("document-section", args=[report.pk, "risks"]) in page


def test_what_the_office_asked_for_is_counted(systemic, report, record, officer, sign_in):
    record(
        systemic.provider, "samples-request", ai_model=systemic,
        value={"evaluation": "Cyber range", "count": "20"},
    )  # fmt: skip

    page = sign_in(officer).get(reverse("safety-model", args=[systemic.pk])).content.decode()

    assert "4 random samples; it holds as the AI Office asked, 20." in page


def test_what_was_given_says_what_it_lacks(systemic, frozen, record):
    entry = record(systemic.provider, "provision", version=frozen)

    lacks = json.loads(kept(entry.json))["lacks"]

    texts = [one["text"] for one in lacks]
    assert "Cyber range: 4 random samples; it holds at least 5." in texts
    assert {
        "item": "system-prompt",
        "text": "Nothing is stated.",
        "cite": "Measure 7.1, point (4)",
    } in lacks


def test_an_interim_report_lacks_only_of_its_own_two_measures(systemic, frozen, record):
    entry = record(systemic.provider, "provision", version=frozen, value={"extent": "interim"})

    body = json.loads(kept(entry.json))

    assert {one["item"] for one in body["lacks"]} == {
        "acceptable-because", "no-longer-when", "decision", "external-input", "landscape-changes",
    }  # fmt: skip
    assert [part["key"] for part in body["sections"]] == ["reasons", "landscape"]


def test_a_framework_names_the_risks_of_every_register(systemic, version, record, officer, sign_in):
    provider = systemic.provider
    record(provider, "risk", ai_model=systemic, value={"name": "Concentration of power"})
    found = version(provider, "framework").document
    rows = [{"risk": "Cyber offence", "tiers": "1, 2", "criterion": "Below 2"}]
    documents.save(
        document=found,
        given={"acceptance-criteria": {"state": "filled", "value": rows}},
        revision=found.revision,
        by=officer,
        now=found.changed_at,
    )

    page = sign_in(officer).get(reverse("safety")).content.decode()

    assert "Concentration of power: an identified risk without a row here." in page
    assert "Cyber offence: an identified risk" not in page
