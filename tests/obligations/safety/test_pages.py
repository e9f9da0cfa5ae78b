"""Pages of the safety room: what they show, and that they lose nothing typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.safety.models import Entry
from obligations.safety.register import SPECIFIED
from tests.factories import providers as make

ESTIMATED = {
    "scale": "Per year.",
    "probability_before": "4",
    "severity_before": "5",
    "spread_before": "1",
    "probability_after": "2",
    "severity_after": "4",
}


@pytest.fixture
def client(officer, sign_in):
    return sign_in(officer)


def test_the_register_always_holds_the_four_specified_risks(client, systemic):
    page = client.get(reverse("safety-risks", args=[systemic.pk])).content.decode()

    for name in SPECIFIED.values():
        assert name in page
    assert page.count("Not assessed yet") == 4


def test_an_estimate_is_drawn_and_nothing_is_called_acceptable(client, systemic, record):
    record(systemic.provider, "risk", ai_model=systemic, value=ESTIMATED)

    page = client.get(reverse("safety-risks", args=[systemic.pk])).content.decode()

    assert 'class="risk-arrow"' in page
    assert "Likely, catastrophic (one step either way)" in page
    assert "Not decided" in page
    assert "cceptable" not in page


def test_a_decision_is_shown_as_the_providers(client, systemic, record):
    decided = {
        "decision": "acceptable",
        "decided_by": "Safety board",
        "decision_because": "Below the tier.",
        "criterion": "Tier 2.",
        "margin": "One tier.",
        "tiers_ahead": ["Autonomous attack"],
    }
    record(systemic.provider, "risk", ai_model=systemic, value=ESTIMATED | decided)

    page = client.get(reverse("safety-risks", args=[systemic.pk])).content.decode()

    assert "Found acceptable: proceed" in page
    assert f"Decided by Safety board of {systemic.provider.name}" in page


def test_a_form_with_a_mistake_keeps_what_was_typed(client, systemic):
    address = reverse("safety-model-entry-new", args=[systemic.pk, "exception"])
    typed = {"on": "2026-11-20", "which": "successor", "because": "A better one comes."}

    answer = client.post(address, typed)

    assert answer.status_code == 422
    assert "Give the planned day of the more capable model." in answer.content.decode()
    assert "A better one comes." in answer.content.decode()
    assert not Entry.objects.exists()


def test_an_entry_is_recorded_corrected_and_withdrawn_through_pages(client, signatory):
    made = client.post(
        reverse("safety-entry-new", args=["access-check"]),
        {"on": "2026-11-20", "what": "Keys", "who": "Bo", "result": "None."},
    )
    first = Entry.objects.get()
    assert made["Location"] == first.path

    client.post(
        reverse("safety-entry-correct", args=[first.pk]),
        {
            "on": "2026-11-19",
            "what": "Keys",
            "who": "Bo",
            "result": "None.",
            "correction_because": "Wrong day.",
        },
    )
    second = Entry.objects.current().get()
    assert (second.supersedes, second.on) == (first, date(2026, 11, 19))

    client.post(reverse("safety-entry-withdraw", args=[second.pk]), {"because": "Not done."})
    assert not Entry.objects.current().exists()
    assert client.get(first.path).status_code == 200


def test_a_correction_form_holds_every_kind_of_value(client, systemic, record):
    value = ESTIMATED | {"types": ["1.1-1"], "scenarios": ["One", "Two"]}
    entry = record(systemic.provider, "risk", ai_model=systemic, value=value)

    form = client.get(reverse("safety-entry-correct", args=[entry.pk])).context["form"]

    assert form["scenarios"].value() == "One\nTwo"
    assert form["types"].value() == ["1.1-1"]


def test_where_the_chapter_is_not_signed_that_is_said_and_nothing_hidden(
    client, provider, ai_model
):
    make.make_fact(provider, "code-signature", chapters={})

    overview = client.get(reverse("safety")).content.decode()
    page = client.get(reverse("safety-model", args=[ai_model.pk])).content.decode()

    assert ai_model.name in overview
    assert "other adequate means" in overview
    assert "The chapter does not apply to this model" in page


def test_what_is_not_known_is_neither_yes_nor_no(client, ai_model):
    page = client.get(reverse("safety-model", args=[ai_model.pk])).content.decode()

    assert "Not known whether the chapter applies" in page


def test_a_colleague_reads_and_records_nothing(colleague, sign_in, signatory):
    client = sign_in(colleague)

    assert (
        reverse("safety-entry-new", args=["finding"])
        not in client.get(reverse("safety")).content.decode()
    )
    assert client.post(reverse("safety-entry-new", args=["finding"])).status_code == 403


def test_the_overview_asks_as_often_with_many_models_as_with_one(client, provider, ai_model):
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("safety"))
    for _ in range(6):
        make.make_model(provider)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("safety"))

    assert len(many) == len(one)
