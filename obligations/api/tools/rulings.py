"""The law's answer about one model, as programs read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from obligations.catalogue.loader import catalogue
from obligations.law.applicability import Assessment
from obligations.law.terms import Answer, Ruling
from providers.rest.references import DueOut


class AnswerOut(serializers.Serializer[Answer]):
    """true, false, or null where not enough is known; ``missing`` names the facts."""

    answer = serializers.BooleanField(allow_null=True)
    because = serializers.CharField()
    cite = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())


class SystemicRiskOut(AnswerOut):
    """The classification of Article 51."""

    since = serializers.DateField(allow_null=True)
    near_threshold = serializers.BooleanField(
        allow_null=True, help_text="Not over 10^25 FLOP, but within the tolerance of an estimate."
    )


class RulingOut(serializers.Serializer[Ruling]):
    """Whether one obligation is owed, since when, by which day, and why."""

    key = serializers.CharField()
    title = serializers.CharField()
    owed = serializers.BooleanField(allow_null=True)
    applies_from = serializers.DateField(allow_null=True)
    due = DueOut(allow_null=True)
    enforceable_from = serializers.DateField(allow_null=True)
    because = serializers.CharField()
    cite = serializers.CharField()
    measures = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())
    doubts = serializers.ListField(child=serializers.CharField())
    clock = serializers.CharField(allow_null=True)
    bearer = serializers.CharField(help_text="On whom it rests.")
    subject = serializers.CharField(help_text="What it is about: the provider, or a model.")


class DoubtOut(serializers.Serializer[Any]):
    """An open legal question that this case meets, and what is assumed meanwhile."""

    id = serializers.CharField()
    question = serializers.CharField()
    default = serializers.CharField()
    cite = serializers.CharField()


class RulingsOut(serializers.Serializer[Any]):
    """Every classification and ruling about one model on one day."""

    on = serializers.DateField()
    general_purpose = AnswerOut()
    systemic_risk = SystemicRiskOut()
    open_source_exemption = AnswerOut()
    legacy = AnswerOut(help_text="Placed on the Union market before 2 August 2025.")
    provider_of_modification = AnswerOut()
    rulings = RulingOut(many=True)
    doubts = DoubtOut(many=True)


def rulings_body(found: Assessment, on: date) -> dict[str, Any]:
    """Write the law's answer."""
    doubts = catalogue().doubts
    body: dict[str, Any] = RulingsOut(
        {
            "on": on,
            "general_purpose": found.general_purpose,
            "systemic_risk": found.systemic_risk,
            "open_source_exemption": found.open_source_exemption,
            "legacy": found.legacy,
            "provider_of_modification": found.provider_of_modification,
            "rulings": found.rulings,
            "doubts": [doubts[name] for name in found.doubts],
        }
    ).data
    return body
