"""Downstream modifications: the third, its substitutes, and what recording one brings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from obligations.models import Deadline, Duty
from obligations.systemic_risk.services import notifications, recording
from providers.errors import InvalidInput
from providers.models import Fact
from tests.factories import providers as make
from tests.obligations.systemic_risk.conftest import NOW, TODAY, owed

pytestmark = pytest.mark.django_db
RISK = "aia-55-1-a"
SYSTEMIC = {"original_systemic": True, "same_provider": False}


def record(ai_model, by, **value):
    return recording.record_modification(
        ai_model=ai_model, value=value, known_on=TODAY, by=by, now=NOW
    )


def test_more_than_a_third_of_a_systemic_model_brings_article_55_and_two_weeks(placed, officer):
    record(placed, officer, compute_flop="4e24", original_compute_flop="1.1e25", **SYSTEMIC)

    assert owed(placed, RISK, "aia-52-1") == {RISK: TODAY, "aia-52-1": TODAY}
    assert Deadline.objects.open().get(duty__key="aia-52-1").due_on == date(2026, 12, 7)
    draft = notifications.start(ai_model=placed, by=officer, now=NOW)
    assert (draft.condition, draft.known_on) == ("modification", TODAY)


def test_a_day_that_is_known_already_stays(placed, officer):
    make.make_fact(placed, "threshold-known", on="2026-11-01")

    record(placed, officer, compute_flop="4e24", original_compute_flop="1.1e25", **SYSTEMIC)

    day = Fact.objects.filter(ai_model=placed, kind="threshold-known").current().get()
    assert day.value["on"] == "2026-11-01"


@pytest.mark.parametrize(
    ("value", "newly"),
    [
        ({"compute_flop": "3.3e24", "original_compute_flop": None, **SYSTEMIC}, False),
        ({"compute_flop": "3.4e24", "original_compute_flop": None, **SYSTEMIC}, True),
        ({"compute_flop": "9e24", "original_compute_flop": "1.1e25", "same_provider": True}, False),
        (
            {
                "compute_flop": "3.4e22",
                "original_compute_flop": None,
                "original_systemic": False,
                "same_provider": False,
            },
            False,
        ),
    ],
)
def test_only_a_qualifying_modification_of_a_systemic_model_is_notified(
    value, newly, placed, officer
):
    record(placed, officer, **value)

    assert (RISK in owed(placed, RISK), "aia-52-1" in owed(placed, "aia-52-1")) == (newly, newly)


def test_a_modifier_of_another_model_documents_its_modification_alone(placed, officer):
    given = {"original_systemic": False, "same_provider": False}
    record(placed, officer, compute_flop="4e23", original_compute_flop="9e23", **given)

    assert set(owed(placed, "aia-53-1-c", RISK)) == {"aia-53-1-c"}
    duty = Duty.objects.in_force().get(ai_model=placed, key="aia-53-1-c")
    assert "the data used in the modification alone" in duty.because


def test_an_empty_worksheet_is_refused(placed, officer):
    with pytest.raises(InvalidInput):
        record(placed, officer, compute_flop="many")


def test_the_worksheet_says_which_compute_is_the_denominator(sign_in, officer, placed):
    client = sign_in(officer)
    address = reverse("model-modification", args=[placed.pk])
    asked = {"compute_flop": "4e24", "original_compute_flop": "1.1e25", "same_provider": "no"}

    systemic = client.get(address, asked | {"original_systemic": "yes"}).content.decode()
    other = client.get(address, asked | {"original_systemic": "no"}).content.decode()
    unknown = client.get(address, {"compute_flop": "1e24", "same_provider": "no"})

    assert "so give its cumulative compute" in systemic
    assert "so give its parameter-update compute" in other
    assert unknown.content.decode().count("Substitute:") == 2
    assert not Fact.objects.filter(ai_model=placed, kind="modification").exists()


def test_the_worksheet_is_recorded_and_a_wrong_number_keeps_what_was_typed(
    sign_in, officer, placed
):
    client = sign_in(officer)
    address = reverse("model-modification", args=[placed.pk])
    typed = {
        "compute_flop": "4e24",
        "original_compute_flop": "1.1e25",
        "original_systemic": "yes",
        "same_provider": "no",
        "known_on": "2026-11-20",
        "source": "Training log",
    }

    wrong = client.post(address, typed | {"compute_flop": "four"})
    right = client.post(address, typed)

    assert wrong.status_code == 422
    assert 'value="four"' in wrong.content.decode()
    assert 'value="1.1e25"' in wrong.content.decode()
    assert right.status_code == 200
    kept = Fact.objects.filter(ai_model=placed, kind="modification").current().get()
    assert Decimal(kept.value["compute_flop"]) == Decimal("4e24")
    assert kept.source == "Training log"
