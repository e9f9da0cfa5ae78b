"""/models/{id}/modification/: the one-third worksheet of a downstream modification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.rulings import AnswerOut, DoubtOut
from obligations.law.deadlines import brussels_day
from obligations.systemic_risk.api.entries import DutyChangesOut, OfModel
from obligations.systemic_risk.queries import worksheets
from obligations.systemic_risk.queries.preview import CHANGES, Effect
from obligations.systemic_risk.services import recording
from providers import kinds
from providers.models import AIModel
from providers.rest.bodies import read
from providers.rest.fields import EARLIEST_PLACING, Day, DecimalOut, Prose
from providers.rest.kind_fields import body_of
from providers.rest.references import DueOut
from providers.rest.renaming import as_sent

KIND = kinds.kind(worksheets.KIND)
VALUE = body_of(KIND)
ABOUT = ("known_on", "source", "note")
# How each change is called by programs.
WORDS = {what: what.lower().replace(" ", "-") for what in CHANGES}


class WorksheetIn(VALUE):  # type: ignore[misc, valid-type] # made from the declared kind
    """The modification as the worksheet was filled, and since when it is known."""

    known_on = Day(earliest=EARLIEST_PLACING, help_text="Since when it is known.")
    source = Prose(required=False, max_length=1000, help_text="From where.")
    note = Prose(required=False)


class ReferenceOut(serializers.Serializer[Any]):
    """An amount a third of which is the criterion."""

    flop = DecimalOut()
    third = serializers.CharField(help_text="In three significant figures; the test is exact.")
    is_substitute = serializers.BooleanField(help_text="It stands for compute that is not known.")
    because = serializers.CharField()
    cite = serializers.CharField()


class WorksheetEffectOut(serializers.Serializer[Effect]):
    """One obligation of which the law would say something else."""

    key = serializers.CharField(source="after.key")
    title = serializers.CharField(source="after.title")
    change = serializers.SerializerMethodField()
    owed = serializers.BooleanField(
        source="after.owed", allow_null=True, help_text="null: not enough would be known."
    )
    applies_from = serializers.DateField(source="after.applies_from", allow_null=True)
    due = DueOut(source="after.due", allow_null=True)
    because = serializers.CharField(source="after.because")
    cite = serializers.CharField(source="after.cite")

    @extend_schema_field({"type": "string", "enum": list(WORDS.values())})
    def get_change(self, effect: Effect) -> str:
        """Say whether it would be newly owed, would end, or would change."""
        return WORDS[effect.what]


class WorksheetOut(serializers.Serializer[Any]):
    """The test and what recording it changes; null and empty where nothing is given or recorded."""

    is_recorded = serializers.BooleanField(help_text="false: tried with values of the address.")
    value = serializers.DictField(allow_null=True, help_text="null within it means unknown.")
    answer = AnswerOut(allow_null=True, help_text="Whether the modifier is a provider.")
    references = ReferenceOut(many=True, help_text="Two where a fact is missing that chooses.")
    consequence = serializers.CharField(allow_blank=True)
    doubts = DoubtOut(many=True)
    effects = WorksheetEffectOut(many=True)


class ModificationWorksheet(OfModel):
    """Whether modifying another provider's model made one its provider."""

    queryset = AIModel.objects.none()
    pagination_class = None
    known_parameters: ClassVar[tuple[str, ...]] = tuple(field.name for field in KIND.fields)

    @extend_schema(parameters=[VALUE], responses=WorksheetOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Try the one-third test with the values of the address; nothing is recorded.

        A value left out or empty is unknown. Without any, the recorded modification is tested.
        """
        ai_model = self.ai_model()
        if not request.query_params:
            return Response(_body(ai_model, worksheets.recorded(ai_model), is_recorded=True))
        given = read(VALUE, request.query_params)
        return Response(_body(ai_model, given, is_recorded=False))

    @extend_schema(request=WorksheetIn, responses={201: DutyChangesOut})
    def create(self, request: Request, pk: UUID) -> Response:
        """Record the modification; duties and deadlines follow at once.

        Where it leads to the presumption of systemic risk and no day is recorded on which that
        was known, ``known_on`` is recorded as that day too.
        """
        ai_model = self.ai_model()
        given = self.body(WorksheetIn)
        about = {name: given.pop(name) for name in ABOUT if name in given}
        # The day goes with every fact that is recorded; it was sent once.
        with as_sent(lambda name: name.rpartition(".")[2]):
            recorded = recording.record_modification(
                ai_model=ai_model, value=given, by=self.actor, now=timezone.now(), **about
            )
        return Response(DutyChangesOut(recorded.changes).data, status=201)


def _body(
    ai_model: AIModel, value: Mapping[str, Any] | None, *, is_recorded: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {"is_recorded": is_recorded and value is not None, "value": None}
    found |= {"answer": None, "consequence": "", "references": (), "doubts": (), "effects": ()}
    if value is not None:
        tried = worksheets.tried(ai_model, value, on=brussels_day(timezone.now()))
        sheet = tried.worksheet
        found |= {"value": kinds.clean(KIND.name, value), "answer": sheet.answer}
        found |= {"consequence": sheet.consequence, "references": sheet.references}
        found |= {"doubts": tried.doubts, "effects": tried.effects}
    return dict(WorksheetOut(found).data)
