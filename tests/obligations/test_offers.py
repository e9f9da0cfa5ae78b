"""Choices among many duties: the first are listed, any is taken."""

from __future__ import annotations

import pytest

from obligations.forms import offers
from obligations.forms.evidence import UseForm
from obligations.models import Duty
from tests.factories.evidence import make_duty
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def duties(provider, monkeypatch):
    monkeypatch.setattr(offers, "OFFERED", 2)
    return [make_duty(make_model(provider, f"Model {n}")) for n in range(3)]


def test_the_first_are_listed_and_it_says_that_there_are_more(duties):
    choice = UseForm(duties=Duty.objects.order_by("ai_model__name")).fields["duty"]

    assert [key for key, _ in choice.widget.choices] == ["", duties[0].pk, duties[1].pk]
    assert "first 2 duties" in choice.help_text


def test_one_that_is_not_listed_is_taken_too(duties):
    form = UseForm({"duty": str(duties[2].pk)}, duties=Duty.objects.all())

    assert form.is_valid()
    assert form.cleaned_data["duty"] == duties[2]


def test_few_are_all_listed_and_nothing_is_said(duties):
    choice = UseForm(duties=Duty.objects.exclude(pk=duties[2].pk)).fields["duty"]

    assert len(choice.widget.choices) == 3
    assert choice.help_text == ""
