"""/glossary/: the terms of the texts in plain words, for everybody."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.life import Reading
from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Term
from obligations.law.terms import Confidence
from providers.rest.filters import words


class TermOut(serializers.Serializer[Term]):
    """One term."""

    key = serializers.CharField()
    term = serializers.CharField()
    meaning = serializers.CharField(help_text="In our own plain words; the citation leads on.")
    cite = serializers.CharField()
    confidence = serializers.ChoiceField(
        choices=words(Confidence), help_text="P: verified in the primary text; I: own reading."
    )


class Glossary(Reading):
    """The terms of the texts and of this product."""

    @extend_schema(responses=TermOut(many=True))
    def list(self, request: Request) -> Response:
        """List the terms, in the order of the catalogue."""
        rows = [TermOut(one).data for one in catalogue().glossary]
        return Response({"next": None, "previous": None, "results": rows})
