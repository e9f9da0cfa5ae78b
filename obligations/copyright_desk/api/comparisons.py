"""/copyright-policies/{id}/comparison/: what reads differently between two versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.copyright_desk.models import PolicyVersion
from obligations.copyright_desk.queries import comparison
from obligations.law.rewordings import Mark
from providers.errors import InvalidInput
from providers.rest.filters import words
from providers.rest.views import Resource


class StretchOut(serializers.Serializer[Any]):
    """A run of words that stayed, went or came."""

    mark = serializers.ChoiceField(choices=words(Mark))
    text = serializers.CharField()


class PolicyChangeOut(serializers.Serializer[Any]):
    """One part that reads differently; a file is compared by its name and hash."""

    part = serializers.CharField(source="key", help_text="A field, or the key of a measure.")
    label = serializers.CharField()  # type: ignore[assignment] # what the part is called
    stretches = StretchOut(many=True)


class PolicyComparison(Resource):
    """Two versions of the policy of one provider, part by part."""

    queryset = PolicyVersion.objects.none()
    pagination_class = None
    known_parameters = ("with",)

    def get_queryset(self) -> QuerySet[PolicyVersion]:
        """Narrow to one's own."""
        mine: QuerySet[PolicyVersion] = PolicyVersion.objects.visible_to(self.actor)
        return mine.filter(provider__in=self.actor.provider_ids)

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "with", int, description="The number of the other version; else the one before."
            )
        ],
        responses=PolicyChangeOut(many=True),
    )
    def list(self, request: Request, pk: UUID) -> Response:
        """Compare a version with another: the parts that differ, word by word, in their order.

        The other version counts as the earlier one. The first version has none before it: 404.
        """
        after: PolicyVersion = self.found()
        theirs = self.get_queryset().filter(provider=after.provider_id)
        before: PolicyVersion = self.found(theirs, number=_other(request, after.number))
        return Response(PolicyChangeOut(comparison.compare(before, after), many=True).data)


def _other(request: Request, number: int) -> int:
    text = request.query_params.get("with", str(number - 1))
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise InvalidInput(_("Name a version by its number."), field="with")
    return int(text)
