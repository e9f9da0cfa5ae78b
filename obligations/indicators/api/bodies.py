"""What the routes of indicators take and give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from obligations.indicators.models import Direction, Every
from obligations.indicators.services import readings
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose


class NumberText(serializers.CharField):
    """A decimal string such as "12.5", read exactly by the service."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=60, help_text="A decimal string such as 12.5.", **rest)


class DefinitionIn(Body):
    """What an indicator measures; a target fits its direction."""

    name = Name()
    meaning = Prose(allow_blank=False)
    unit = Name(max_length=40)
    direction = serializers.ChoiceField(choices=Direction.choices)
    source = Prose(allow_blank=False)  # type: ignore[assignment] # where a value comes from
    target_low = NumberText(required=False, allow_null=True)
    target_high = NumberText(required=False, allow_null=True)
    every = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=1000)
    every_unit = serializers.ChoiceField(choices=Every.choices, required=False, allow_blank=True)
    responsible = serializers.CharField(required=False, allow_blank=True, max_length=200)


class IndicatorIn(DefinitionIn):
    """A new indicator of a measure; without a model it is the provider's own."""

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    measure = serializers.CharField(max_length=80)
    suggestion = serializers.CharField(required=False, allow_blank=True, max_length=80)


class RedefinitionIn(DefinitionIn):
    """A further definition, with the reason."""

    reason = Prose(allow_blank=False)


class IndicatorEndIn(Body):
    """Why an indicator is read no longer."""

    because = Prose(allow_blank=False)


class LineIn(Body):
    """One value on one day."""

    taken_on = Day(earliest=readings.EARLIEST)
    value = NumberText()
    note = Prose(required=False)


class ReadingIn(LineIn):
    """One value on one day, and the evidence it rests on."""

    evidence = serializers.UUIDField(required=False, allow_null=True)


class ReadingsIn(Body):
    """Many values, each on a day of its own."""

    readings = serializers.ListField(
        child=LineIn(), allow_empty=False, max_length=readings.LINES_LIMIT
    )


class ReadingCorrectionIn(Body):
    """Another value, or null to take it back, with the reason."""

    value = NumberText(allow_null=True)
    reason = Prose(allow_blank=False)


@extend_schema_field(OpenApiTypes.STR)
class DecimalOut(serializers.Field[Decimal, Any, str, Any]):
    """A number as a decimal string, without zeros at its end."""

    def to_representation(self, value: Decimal) -> str:
        """Write it plainly."""
        return f"{value.normalize():f}"


class ReadingOut(serializers.Serializer[Any]):
    """One reading; one that was corrected names what it supersedes."""

    id = serializers.UUIDField()
    taken_on = serializers.DateField()
    value = DecimalOut(allow_null=True)
    note = serializers.CharField()
    evidence = serializers.UUIDField(source="evidence_id", allow_null=True)
    definition = serializers.IntegerField(source="definition.number")
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    reason = serializers.CharField()
    recorded_at = Instant()


class DefinitionOut(serializers.Serializer[Any]):
    """What an indicator measures by one definition."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    meaning = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.ChoiceField(choices=Direction.choices)
    target_low = DecimalOut(allow_null=True)
    target_high = DecimalOut(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment] # where a value comes from
    every = serializers.IntegerField(allow_null=True)
    every_unit = serializers.CharField()
    responsible = serializers.CharField()
    reason = serializers.CharField()
    recorded_at = Instant()


class IndicatorOut(serializers.Serializer[Any]):
    """One indicator with its present definition, latest reading, and the provider's own plan."""

    id = serializers.UUIDField(source="indicator.pk")
    provider = serializers.UUIDField(source="indicator.provider_id")
    model = serializers.UUIDField(source="indicator.ai_model_id", allow_null=True)
    measure = serializers.CharField(source="indicator.measure")
    suggestion = serializers.CharField(source="indicator.suggestion")
    ended_on = serializers.DateField(source="indicator.ended_on", allow_null=True)
    ended_because = serializers.CharField(source="indicator.ended_because")
    definition = DefinitionOut()
    latest = ReadingOut(allow_null=True)
    reach = serializers.ChoiceField(choices=["reached", "missed", "no-target", "not-read"])
    next_on = serializers.DateField(allow_null=True, help_text="The provider's plan; no deadline.")


class SuggestionOut(serializers.Serializer[Any]):
    """Suggested by this product; neither the Code nor the Commission set indicators."""

    key = serializers.CharField()
    measure = serializers.CharField()
    name = serializers.CharField()
    meaning = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # where the value comes from
    why = serializers.CharField()
