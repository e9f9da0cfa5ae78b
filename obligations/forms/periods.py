"""A period to count, by its length or by a named clock, as programs and pages give it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from obligations.catalogue.loader import catalogue
from obligations.law import deadlines
from obligations.law.terms import Clock, Due, Period
from providers.rest.bodies import Body
from providers.rest.fields import Day, Text, Truth


class PeriodIn(Body):
    """An event, and either a length or the key of a clock."""

    event = Day(help_text="The day of the event; it is not counted itself.")
    length = Text(
        required=False,
        allow_null=True,
        max_length=40,
        help_text="N days, N business days, N weeks, N months or N years.",
    )
    clock = Text(
        required=False, allow_null=True, max_length=80, help_text="A key of /tools/clocks/."
    )
    backwards = Truth(
        required=False,
        allow_null=False,
        help_text="Count back from the event. A clock knows its own direction.",
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """See that the period is named one way."""
        if bool(given.get("length")) == bool(given.get("clock")):
            raise serializers.ValidationError({"length": _("Give either length or clock.")})
        if given.get("clock") and "backwards" in given:
            raise serializers.ValidationError(
                {"backwards": _("A clock knows its own direction; leave this out.")}
            )
        return given


def of_clock(clock: Clock, given: Mapping[str, Any]) -> dict[str, Any]:
    """Count a named clock from ``event``; ValueError where the text gives no number."""
    due = deadlines.due(clock, given["event"], catalogue().working_days())
    return _answer(given, due, str(clock.length), clock.backwards) | {
        "clock": clock.key,
        "cite": clock.cite,
        "doubts": deadlines.doubts(clock),
    }


def of_length(given: Mapping[str, Any]) -> dict[str, Any]:
    """Count ``length`` from ``event``; ValueError for a length that cannot be read."""
    length = Period.parse(given["length"])
    backwards = given.get("backwards", False)
    due = deadlines.count(length, given["event"], catalogue().working_days(), backwards=backwards)
    return _answer(given, due, str(length), backwards) | {
        "clock": None,
        "cite": "Regulation (EEC, Euratom) No 1182/71, Art. 3",
        "doubts": [],
    }


def _answer(given: Mapping[str, Any], due: Due, length: str, backwards: bool) -> dict[str, Any]:
    return {
        "event": given["event"],
        "length": length,
        "backwards": backwards,
        "strict": due.strict,
        "rolled": due.rolled,
        "calendar": catalogue().working_days().calendar,
        "provisional": due.provisional,
        "because": due.because,
    }
