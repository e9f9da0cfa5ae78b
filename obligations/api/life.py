"""/fixed-dates/ and /code-life/: what the catalogue knows beside the entries, for everybody."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import (
    About,
    CodeEvent,
    CodeLife,
    FixedDate,
    Opportunity,
    OpportunityStatus,
    Precision,
    SignatorySnapshot,
    Statement,
    WorkingGroup,
)
from obligations.models import Obligation
from providers.rest.filters import words
from providers.rest.pagination import OnePage
from providers.rest.views import Resource


def _texts() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField())


class FixedDateOut(serializers.Serializer[FixedDate]):
    """A day set for everyone; it never moves to a working day."""

    key = serializers.CharField()
    day = serializers.DateField()
    title = serializers.CharField()
    cite = serializers.CharField()
    about = serializers.ChoiceField(choices=words(About))
    entries = _texts()
    note = serializers.CharField()
    doubts = _texts()
    confidence = serializers.CharField()


class StatementOut(serializers.Serializer[Statement]):
    """One sentence with its source."""

    key = serializers.CharField()
    topic = serializers.CharField()
    sentence = serializers.CharField()
    cite = serializers.CharField()
    confidence = serializers.CharField()


class CodeEventOut(serializers.Serializer[CodeEvent]):
    """A step in the making or the life of the Code."""

    key = serializers.CharField()
    day = serializers.DateField(allow_null=True)
    title = serializers.CharField()
    note = serializers.CharField()
    cite = serializers.CharField()
    confidence = serializers.CharField()


class WorkingGroupOut(serializers.Serializer[WorkingGroup]):
    """A drafting group."""

    key = serializers.CharField()
    title = serializers.CharField()
    chairs = _texts()
    vice_chairs = _texts()
    scope = _texts()
    chapters = _texts()
    confidence = serializers.CharField()


class OpportunityOut(serializers.Serializer[Opportunity]):
    """A way to take part."""

    key = serializers.CharField()
    title = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    deadline = serializers.DateField(allow_null=True)
    who = _texts()
    conditions = _texts()
    status = serializers.ChoiceField(choices=words(OpportunityStatus))
    note = serializers.CharField()
    confidence = serializers.CharField()


class SignatoryOut(serializers.Serializer[Any]):
    """A name as a list printed it, and the chapters it signed."""

    name = serializers.CharField()
    chapters = _texts()


class SnapshotOut(serializers.Serializer[SignatorySnapshot]):
    """A list of signatories as of a day; lists disagree, so never show one without its date."""

    as_of = serializers.DateField()
    precision = serializers.ChoiceField(choices=words(Precision))
    signatories = SignatoryOut(many=True)
    others = StatementOut(many=True)
    source_url = serializers.CharField()
    note = serializers.CharField()
    confidence = serializers.CharField()


class CodeLifeOut(serializers.Serializer[Any]):
    """How the Code was made, what it is worth, and what could replace it."""

    events = CodeEventOut(many=True)
    working_groups = WorkingGroupOut(many=True)
    chair_tasks = _texts()
    participation_rules = _texts()
    opportunities = OpportunityOut(many=True)
    legal_status = StatementOut(many=True)
    adequacy = StatementOut(many=True)
    taskforce = StatementOut(many=True)
    replacements = StatementOut(many=True)
    signatories = SnapshotOut(many=True)


class Reading(Resource):
    """Something of the catalogue, without signing in."""

    authentication_classes = []
    permission_classes = []
    queryset = Obligation.objects.none()
    pagination_class = OnePage


class FixedDates(Reading):
    """The days that the texts set for everyone."""

    @extend_schema(responses=FixedDateOut(many=True))
    def list(self, request: Request) -> Response:
        """List the fixed dates, the earliest first."""
        rows = [FixedDateOut(one).data for one in catalogue().fixed_dates]
        return Response({"next": None, "previous": None, "results": rows})


class Life(Reading):
    """The Code's own life."""

    @extend_schema(responses=CodeLifeOut)
    def retrieve(self, request: Request) -> Response:
        """Tell how the Code was made, who takes part, and who signed according to which list."""
        found = catalogue()
        body = {name: getattr(found.code_life, name) for name in CodeLife.__dataclass_fields__}
        return Response(CodeLifeOut(body | {"signatories": found.signatories}).data)
