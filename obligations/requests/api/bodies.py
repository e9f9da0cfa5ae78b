"""Bodies of requests and answers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from obligations.requests.models import Asker, Basis
from obligations.requests.services import requests
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose, Truth
from providers.rest.references import NamedOut


class RequestIn(Body):
    """A request that was received; the AI Office also states basis, purpose and day."""

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    asker = serializers.ChoiceField(choices=Asker.choices)
    asked_by = Name()
    received_on = Day(earliest=requests.EARLIEST)
    asks = Prose(allow_blank=False)
    contact = serializers.CharField(required=False, allow_blank=True, max_length=300)
    system = serializers.CharField(required=False, allow_blank=True, max_length=300)
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)
    channel = serializers.CharField(required=False, allow_blank=True, max_length=200)
    items = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, max_length=200
    )
    basis = serializers.ChoiceField(choices=Basis.choices, required=False, allow_blank=True)
    basis_words = serializers.CharField(required=False, allow_blank=True, max_length=300)
    purpose = Prose(required=False)
    due_on = Day(required=False, allow_null=True)


class QuestionIn(Body):
    """A request that the AI Office makes: basis, purpose, what is asked, and its day."""

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    asks = Prose(allow_blank=False)
    basis = serializers.ChoiceField(choices=Basis.choices)
    basis_words = serializers.CharField(required=False, allow_blank=True, max_length=300)
    purpose = Prose(allow_blank=False)
    due_on = Day()
    items = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, max_length=200
    )
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)
    contact = serializers.CharField(required=False, allow_blank=True, max_length=300)


class TakeBackIn(Body):
    """The day on which the asker took the request back, and how."""

    on = Day()
    because = Prose(allow_blank=False)


class ExplanationIn(Body):
    """Why circumstances are exceptional; empty where they are not any more."""

    exceptional = Prose()


class RequestAnswerIn(Body):
    """An answer that was sent; ``given_files`` are renderings made for this asker."""

    answered_on = Day(earliest=requests.EARLIEST)
    given = Prose(allow_blank=False)
    channel = Name()
    is_final = Truth()
    refused = Prose(required=False)
    refused_because = Prose(required=False)
    secrets = Prose(required=False)
    given_files = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=100
    )


class ExtensionIn(Body):
    """A later day that the AI Office granted, with where it says so."""

    due_on = Day()
    source = Prose(allow_blank=False)  # type: ignore[assignment] # where it was granted


class AnswerFileOut(serializers.Serializer[Any]):
    """A file given with an answer; its bytes are at /requests/{id}/files/{id}/."""

    id = serializers.UUIDField()
    file_name = serializers.CharField(source="rendering.file_name")
    sha256 = serializers.CharField(source="rendering.sha256")
    size = serializers.IntegerField(source="rendering.size")


class RequestAnswerOut(serializers.Serializer[Any]):
    """One answer, as it was sent."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    answered_on = serializers.DateField()
    given = serializers.CharField()
    channel = serializers.CharField()
    refused = serializers.CharField()
    refused_because = serializers.CharField()
    secrets = serializers.CharField()
    is_final = serializers.BooleanField()
    files = AnswerFileOut(many=True, source="files.all")
    recorded_at = Instant()


class RequestOut(serializers.Serializer[Any]):
    """One request; ``answer_by`` is the strict day of its open deadline, null where none runs."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    provider = NamedOut()
    model = NamedOut(source="ai_model", allow_null=True)
    asker = serializers.ChoiceField(choices=Asker.choices)
    asked_by = serializers.CharField()
    received_on = serializers.DateField()
    asks = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    contact = serializers.CharField()
    system = serializers.CharField()
    reference = serializers.CharField()
    basis = serializers.CharField()
    basis_words = serializers.CharField()
    purpose = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    answer_by = serializers.DateField(allow_null=True)
    exceptional = serializers.CharField()
    answered_on = serializers.DateField(allow_null=True)
    withdrawn_on = serializers.DateField(allow_null=True)
    made_here_at = Instant(allow_null=True)
    recorded_at = Instant()


class WholeRequestOut(RequestOut):
    """One request with what its last day rests on: why, the source, and the open questions."""

    because = serializers.CharField(source="by.because")
    cite = serializers.CharField(source="by.cite")
    doubts = serializers.ListField(child=serializers.CharField(), source="by.doubts")
