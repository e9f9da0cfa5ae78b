"""/models/{id}/compute-entries/ and what follows from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.compute import ComponentKind
from obligations.law.deadlines import brussels_day
from obligations.law.figures import two_figures
from obligations.law.ledger import Method
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.queries import ledger
from obligations.systemic_risk.services import entries, recording
from obligations.systemic_risk.services.entries import NewEntry
from providers.models import AIModel
from providers.rest.bodies import Body
from providers.rest.fields import Day, DecimalOut, DecimalText, Instant, Name, Prose, Truth
from providers.rest.pagination import Key
from providers.rest.views import Resource


class ComputeEntryIn(Body):
    """One entry; ``inputs`` are those of its method, as in /tools/compute/."""

    name = Name(max_length=200)
    kind = serializers.ChoiceField(choices=[one.value for one in ComponentKind])
    is_public = Truth(required=False, default=None, help_text="Of synthetic data.")
    method = serializers.ChoiceField(choices=[one.value for one in Method])
    inputs = serializers.DictField(
        help_text='Such as {"flop": "1.5e24"}, {"parameters": "70e9", "tokens": "15e12"} or '
        '{"phases": [{"units": "2048", "days": "60", "peak_flop_per_second": "989e12", '
        '"utilisation": "0.4"}]}.'
    )
    uncertainty_percent = DecimalText(
        required=False, default=None, allow_null=True, limit="1000", or_zero=True
    )
    assumptions = Prose(required=False, default="")
    begins_on = Day(earliest=entries.EARLIEST)
    ends_on = Day(earliest=entries.EARLIEST)
    is_planned = Truth(allow_null=False)
    known_on = Day(earliest=entries.EARLIEST, help_text="Known, or the plan approved, on this day.")


class ComputeCorrectionIn(ComputeEntryIn):
    """A later entry in the place of one, and why."""

    because = Prose(allow_blank=False)


class StrikeIn(Body):
    """Why an entry is taken out."""

    because = Prose(allow_blank=False)


class ComputeEntryOut(serializers.Serializer[Any]):
    """One entry of a ledger."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    is_public = serializers.BooleanField(allow_null=True)
    method = serializers.CharField()
    inputs = serializers.DictField()
    flop = DecimalOut(help_text="Whole operations; a part of one counts as one.")
    uncertainty_percent = DecimalOut(allow_null=True)
    assumptions = serializers.CharField()
    begins_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_planned = serializers.BooleanField()
    known_on = serializers.DateField()
    supersedes = serializers.UUIDField(source="supersedes_id", allow_null=True)
    superseded_by = serializers.SerializerMethodField(help_text="What took its place, if anything.")
    because = serializers.CharField()
    is_struck = serializers.BooleanField()
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name")

    def get_superseded_by(self, entry: ComputeEntry) -> UUID | None:
        """Name what took its place."""
        later = getattr(entry, "superseded_by", None)
        return later.pk if later else None


class DifferenceOut(serializers.Serializer[Any]):
    """Where ledger and facts differ."""

    fact = serializers.CharField(source="kind")
    label = serializers.CharField()  # type: ignore[assignment] # the name of the fact
    ledger = serializers.CharField(allow_null=True)
    recorded = serializers.CharField(allow_null=True)
    is_proposed = serializers.BooleanField(help_text="Whether recording the ledger changes it.")
    because = serializers.CharField()


class ForecastOut(serializers.Serializer[Any]):
    """Where the ledger stands towards one threshold."""

    threshold = DecimalOut()
    done = DecimalOut()
    with_plans = DecimalOut()
    reported = serializers.SerializerMethodField(help_text="With plans, two significant figures.")
    met_on = serializers.DateField(allow_null=True)
    meets_on = serializers.DateField(allow_null=True)
    known_on = serializers.DateField(allow_null=True)
    runs_from = serializers.DateField(allow_null=True)
    near_done = serializers.BooleanField()
    near_with_plans = serializers.BooleanField()
    because = serializers.ListField(child=serializers.CharField())
    doubts = serializers.ListField(child=serializers.CharField())
    cite = serializers.CharField()

    def get_reported(self, found: Any) -> str:
        """Write the figure as the notification asks for it."""
        return two_figures(found.with_plans)


class LedgerOut(serializers.Serializer[Any]):
    """A ledger as it stands; ``stamp`` names what was read."""

    stamp = serializers.IntegerField()
    systemic_risk = ForecastOut(source="systemic")
    general_purpose = ForecastOut(source="general")
    differences = DifferenceOut(many=True)


class FactsIn(Body):
    """What was read before its facts are recorded."""

    stamp = serializers.IntegerField(min_value=0, max_value=10**8)


class DutyChangesOut(serializers.Serializer[Any]):
    """What a fact changed: keys of the duties."""

    newly_owed = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    ended = serializers.SerializerMethodField()

    def get_newly_owed(self, changes: Any) -> list[str]:
        """Name what is newly owed."""
        return [one.key for one in changes.newly_owed]

    def get_changed(self, changes: Any) -> list[str]:
        """Name what changed."""
        return [one.key for one in changes.changed]

    def get_ended(self, changes: Any) -> list[str]:
        """Name what ended."""
        return [one.key for one in changes.ended]


class OfModel(Resource):
    """Something of one of the caller's own models."""

    def ai_model(self) -> AIModel:
        """Find the model the address names among one's own."""
        mine = AIModel.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        found: AIModel = self.found(mine.select_related("provider"), pk=self.kwargs["pk"])
        return found


class ComputeEntries(OfModel):
    """The compute ledger of a model: appended, corrected and struck, never edited."""

    queryset = ComputeEntry.objects.none()
    order = (Key("begins_on", date), Key("recorded_at", datetime), Key("id", UUID))

    def get_queryset(self) -> QuerySet[ComputeEntry]:
        """Narrow to the entries of the model."""
        mine = ComputeEntry.objects.visible_to(self.actor).filter(ai_model=self.ai_model())
        return mine.select_related("superseded_by", "ai_model__provider", "provider")

    @extend_schema(responses=ComputeEntryOut(many=True))
    def list(self, request: Request, pk: UUID) -> Response:
        """List every entry by its first day, corrected and struck ones too."""
        return self.page(self.get_queryset(), ComputeEntryOut)

    @extend_schema(request=ComputeEntryIn, responses={201: ComputeEntryOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Append an entry; the facts, and with them the duties, stay as they are."""
        ai_model = self.ai_model()
        entry = NewEntry(**self.body(ComputeEntryIn))
        row = entries.add(ai_model=ai_model, entry=entry, by=self.actor, now=timezone.now())
        return Response(ComputeEntryOut(row).data, status=201)

    @extend_schema(request=ComputeCorrectionIn, responses={201: ComputeEntryOut})
    def correct(self, request: Request, pk: UUID, entry: UUID) -> Response:
        """Put a later entry in the place of one that stands."""
        found = self.found(self.get_queryset(), pk=entry)
        given = self.body(ComputeCorrectionIn)
        because = given.pop("because")
        row = entries.correct(
            entry=found,
            new=NewEntry(**given),
            because=because,
            by=self.actor,
            now=timezone.now(),
        )
        return Response(ComputeEntryOut(row).data, status=201)

    @extend_schema(request=StrikeIn, responses={201: ComputeEntryOut})
    def strike(self, request: Request, pk: UUID, entry: UUID) -> Response:
        """Take an entry out that should never have been; it stays on record."""
        found = self.found(self.get_queryset(), pk=entry)
        because = self.body(StrikeIn)["because"]
        row = entries.strike(entry=found, because=because, by=self.actor, now=timezone.now())
        return Response(ComputeEntryOut(row).data, status=201)


class ComputeForecast(OfModel):
    """What a ledger means, and the facts that agree with it."""

    queryset = ComputeEntry.objects.none()

    @extend_schema(responses=LedgerOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read sums, forecasts towards 10^23 and 10^25, and differences from the facts."""
        found = ledger.standing(self.ai_model(), on=brussels_day(timezone.now()))
        body = {
            "stamp": found.stamp,
            "systemic_risk": ForecastOut(found.systemic).data,
            "general_purpose": ForecastOut(found.general).data,
            "differences": DifferenceOut(ledger.differences(found), many=True).data,
        }
        return Response(body)

    @extend_schema(request=FactsIn, responses={201: DutyChangesOut})
    def record(self, request: Request, pk: UUID) -> Response:
        """Record the facts the ledger says; duties and deadlines follow at once."""
        recorded = recording.record_ledger(
            ai_model=self.ai_model(), by=self.actor, now=timezone.now(), **self.body(FactsIn)
        )
        return Response(DutyChangesOut(recorded.changes).data, status=201)
