"""/models/imports/: a list of models, previewed row by row, then imported exactly as previewed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.api.changes import ChangesOut, changes_body
from providers.api.tenants import provider_of
from providers.models import AIModel, Provider
from providers.queries.import_plans import Action, Options, Outcome, Plan
from providers.rest.bodies import Body
from providers.rest.fields import Prose, Text, Truth
from providers.rest.parsers import FormParser
from providers.rest.views import Resource
from providers.services import imports

_FORM = "multipart/form-data"


class ColumnNames(serializers.CharField):
    """Which header says what, where it is unusual: a JSON object such as {"name": "Modell"}."""

    def to_internal_value(self, data: Any) -> Any:
        """Read the object; the service knows what it may say."""
        try:
            found = json.loads(super().to_internal_value(data))
        except (ValueError, RecursionError) as error:
            raise serializers.ValidationError("Write a JSON object of texts.") from error
        if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
            raise serializers.ValidationError("Write a JSON object of texts.")
        return found


class PreviewIn(Body):
    """A list in CSV, and how to read it."""

    file = serializers.FileField(allow_empty_file=True)
    provider = serializers.UUIDField(
        required=False, help_text="Needed by members of several providers."
    )
    source = Prose(  # type: ignore[assignment] # whom to credit
        required=False, max_length=1_000, help_text="Whom to credit on every fact."
    )
    columns = ColumnNames(required=False, allow_blank=True, max_length=4_000)
    market_date_from_publication = Truth(
        required=False,
        allow_null=False,
        help_text="Take the days of publication for days of placing on the Union market.",
    )
    leave_out_refused = Truth(
        required=False, allow_null=False, help_text="Import the other rows where some are refused."
    )


class ImportIn(PreviewIn):
    """The same list and choices again, and the fingerprint of their preview."""

    fingerprint = Text(max_length=200)


class RowFactOut(serializers.Serializer[Any]):
    """A fact the row would record; ``supersedes`` is the fact it would follow."""

    kind = serializers.CharField()
    value = serializers.DictField()
    supersedes = serializers.UUIDField(allow_null=True)


class RowProblemOut(serializers.Serializer[Any]):
    """Why a row is refused."""

    column = serializers.CharField()
    message = serializers.CharField()


class RowOut(serializers.Serializer[Any]):
    """What becomes of one row, counted as a spreadsheet counts; notes stop nothing."""

    row = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    action = serializers.ChoiceField(choices=[action.value for action in Action])
    facts = RowFactOut(many=True)
    problems = RowProblemOut(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class PlanOut(serializers.Serializer[Any]):
    """Every row's outcome."""

    fingerprint = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="By action.")
    ignored_columns = serializers.ListField(child=serializers.CharField())
    absent_columns = serializers.ListField(child=serializers.CharField())
    rows = RowOut(many=True)


class ImportedOut(PlanOut):
    """Every row's outcome, and what is owed because of them."""

    changes = ChangesOut()


class Imports(Resource):
    """Lists of models for a provider of one's own."""

    queryset = AIModel.objects.none()
    pagination_class = None
    parser_classes = [FormParser]

    @extend_schema(request={_FORM: PreviewIn}, responses=PlanOut)
    def preview(self, request: Request) -> Response:
        """Say what an import would do, row by row; nothing is written."""
        given = self.body(PreviewIn)
        plan = imports.preview(**self._asked(given), by=self.actor, now=timezone.now())
        return Response(plan_body(plan))

    @extend_schema(request={_FORM: ImportIn}, responses={201: ImportedOut})
    def create(self, request: Request) -> Response:
        """Import exactly what was previewed, all of it or nothing."""
        given = self.body(ImportIn)
        asked = self._asked(given)
        owner: Provider = asked["provider"]
        done = imports.run(
            **asked, fingerprint=given["fingerprint"], by=self.actor, now=timezone.now()
        )
        body = plan_body(done.plan) | {"changes": changes_body(done.changes.get(owner.pk))}
        return Response(body, status=201)

    def _asked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        upload = given["file"]
        if getattr(upload, "refusal", None) is not None:
            raise upload.refusal
        return {
            "provider": provider_of(self.actor, given.get("provider")),
            "upload": upload,
            "options": Options(
                source=given.get("source", ""),
                columns=given.get("columns") or {},
                market_date_from_publication=given.get("market_date_from_publication", False),
                leave_out_refused=given.get("leave_out_refused", False),
            ),
        }


def plan_body(plan: Plan) -> dict[str, Any]:
    """Write a plan."""
    return {
        "fingerprint": plan.fingerprint,
        "counts": plan.counts,
        "ignored_columns": plan.ignored_columns,
        "absent_columns": plan.absent_columns,
        "rows": [_row(outcome) for outcome in plan.outcomes],
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "row": outcome.row,
        "name": outcome.name,
        "organisation": outcome.organisation,
        "action": outcome.action.value,
        "facts": [
            {
                "kind": fact.candidate.kind,
                "value": fact.candidate.value,
                "supersedes": fact.before.pk if fact.before else None,
            }
            for fact in outcome.facts
        ],
        "problems": [{"column": one.column, "message": one.message} for one in outcome.problems],
        "notes": outcome.notes,
    }
