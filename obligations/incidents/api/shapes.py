"""How incidents and their parts are answered."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from obligations.incidents.words import STATES
from obligations.law.high_risk_systems import HighRisk
from obligations.law.incidents import IncidentClass, Stage
from providers.rest.fields import Instant
from providers.rest.references import NamedOut


class IncidentOut(serializers.Serializer[Any]):
    """One incident or near miss."""

    id = serializers.UUIDField()
    provider_id = serializers.UUIDField()
    number = serializers.IntegerField()
    is_near_miss = serializers.BooleanField()
    state = serializers.ChoiceField(choices=[(key, word.text) for key, word in STATES.items()])
    title = serializers.CharField()
    description = serializers.CharField()
    occurred_at = Instant(allow_null=True)
    ended_at = Instant(allow_null=True)
    first_report_received_at = Instant(allow_null=True)
    aware_at = Instant(allow_null=True, help_text="Of the model's involvement; suspicion suffices.")
    aware_by = serializers.CharField()
    aware_because = serializers.CharField()
    classified_at = Instant(allow_null=True)
    resolved_at = Instant(allow_null=True)
    resolution = serializers.CharField()
    dismissed_at = Instant(allow_null=True)
    dismissed_because = serializers.CharField()
    dismissed_by = serializers.CharField(source="dismissed_by_name")
    bundled_into = serializers.UUIDField(source="bundled_into_id", allow_null=True)
    high_risk = serializers.ChoiceField(choices=[(one.value, one.value) for one in HighRisk])
    closed_at = Instant(allow_null=True)
    classes = serializers.SerializerMethodField()
    models = serializers.SerializerMethodField()
    keep_until = serializers.DateField()
    keep_because = serializers.CharField()
    revision = serializers.IntegerField()
    recorded_at = Instant()
    changed_at = Instant()

    def get_classes(self, row: Any) -> list[str]:
        """Name the classes that stand."""
        return [one.incident_class for one in row.standing_classes]

    def get_models(self, row: Any) -> list[dict[str, str]]:
        """Name the models involved."""
        return [
            {"id": str(one.ai_model_id), "name": one.ai_model.name} for one in row.models_involved
        ]


class ClassOut(serializers.Serializer[Any]):
    """One class of an incident, with the instants at which it was added and removed."""

    id = serializers.UUIDField()
    incident_class = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in IncidentClass]
    )
    added_at = Instant()
    added_by = serializers.CharField(source="added_by_name")
    removed_at = Instant(allow_null=True)
    removed_because = serializers.CharField()
    removed_by = serializers.CharField(source="removed_by_name")


class ReclassifiedOut(ClassOut):
    """A class that was added or removed; ``warning`` tells of a first report due later."""

    warning = serializers.CharField()


class AuthorityOut(serializers.Serializer[Any]):
    """A national authority, and when it was told."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    member_state = serializers.CharField()
    contact = serializers.CharField()
    reference = serializers.CharField()
    told_at = Instant(allow_null=True)


class IncidentClockOut(serializers.Serializer[Any]):
    """One clock of an incident, running, met or cancelled; hours from 48 before its end."""

    id = serializers.UUIDField(source="deadline.pk")
    clock = serializers.CharField(source="deadline.clock")
    title = serializers.CharField(source="deadline.title")
    event_on = serializers.DateField(source="deadline.event_on", allow_null=True)
    due_on = serializers.DateField(source="deadline.due_on")
    rolled_on = serializers.DateField(
        source="deadline.rolled_on", help_text="By Regulation 1182/71: information only."
    )
    because = serializers.CharField(source="deadline.because")
    cite = serializers.CharField(source="deadline.cite")
    done_on = serializers.DateField(source="deadline.done_on", allow_null=True)
    cancelled_at = Instant(source="deadline.cancelled_at", allow_null=True)
    hours_left = serializers.IntegerField(source="hours", allow_null=True)


class ClocksOut(serializers.Serializer[Any]):
    """On what the clocks rest, the clocks, and the open questions they meet."""

    owed = serializers.BooleanField(
        allow_null=True, help_text="null: not enough is known, and the clocks run."
    )
    is_benchmark = serializers.BooleanField()
    is_voluntary = serializers.BooleanField()
    is_without_clock = serializers.BooleanField(
        help_text="true: it is not closed, and neither a clock of its own nor one of the incident "
        "it is told in runs."
    )
    because = serializers.CharField()
    cite = serializers.CharField()
    doubts = serializers.ListField(child=serializers.CharField())
    clocks = IncidentClockOut(many=True)


class ReportAnswerOut(serializers.Serializer[Any]):
    """One line of the template."""

    text = serializers.CharField()
    missing_because = serializers.CharField()
    redacted = serializers.CharField()


class ReportOut(serializers.Serializer[Any]):
    """One report; the AI Office reads submitted ones."""

    id = serializers.UUIDField()
    provider = NamedOut()
    incident_id = serializers.UUIDField()
    stage = serializers.ChoiceField(choices=[(one.value, one.value) for one in Stage])
    number = serializers.IntegerField()
    revision = serializers.IntegerField()
    drafted_at = Instant()
    submitted_at = Instant(allow_null=True)
    recipients = serializers.CharField()
    channel = serializers.CharField()
    reference = serializers.CharField()


class ReportWholeOut(ReportOut):
    """One report with what it says, and the facts frozen when it was submitted."""

    answers = serializers.DictField(child=ReportAnswerOut())
    particulars = serializers.DictField()
