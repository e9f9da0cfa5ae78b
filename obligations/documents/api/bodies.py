"""Bodies of documents, their versions and renderings."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from obligations.documents import answers
from obligations.documents.models import Document
from obligations.documents.outlines import outline, outlines
from obligations.documents.services import documents
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Prose
from providers.rest.references import NamedOut


class DocumentIn(Body):
    """A kind of document, about a model or the provider as its outline says."""

    provider = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=[*outlines()])


class DocumentAnswersIn(Body):
    """Answers by the key of the item; null makes an item missing again."""

    answers = serializers.DictField(allow_empty=False, help_text='{"state": "filled", "value": …}')


class DocumentVersionIn(Body):
    """What changed since the last version, and why."""

    changes = Prose(allow_blank=False, max_length=documents.CHANGES_LIMIT)


class DocumentRenderingIn(Body):
    """For whom, in which format; ``only`` items, with the basis and purpose of a request."""

    recipient = serializers.CharField(max_length=20)
    format = serializers.CharField(max_length=10)
    only = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, max_length=200
    )
    basis = serializers.CharField(required=False, allow_blank=True, max_length=500)
    purpose = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class DocumentOut(serializers.Serializer[Any]):
    """One document; ``version`` is 0 while none is frozen."""

    id = serializers.UUIDField()
    provider = NamedOut()
    model = NamedOut(source="ai_model", allow_null=True)
    kind = serializers.CharField()
    version = serializers.IntegerField(source="latest_number")
    changed_at = Instant()


class DocumentFullOut(DocumentOut):
    """A document with its answers, the items that have none, and what a reader would object to."""

    answers = serializers.DictField(source="content")
    missing = serializers.SerializerMethodField()
    remarks = serializers.SerializerMethodField()

    def get_missing(self, row: Document) -> list[str]:
        """Name the items that are asked for and have no answer."""
        return list(answers.count(outline(row.kind), row.content).missing_keys)

    def get_remarks(self, row: Document) -> dict[str, list[str]]:
        """Say by item what an answer passes, such as a limit of words; it stands all the same."""
        told = {
            one.key: answers.remarks(one, row.content.get(one.key))
            for one in outline(row.kind).items()
        }
        return {key: list(remarks) for key, remarks in told.items() if remarks}


class DocumentVersionOut(serializers.Serializer[Any]):
    """One frozen version; ``sha256`` is that of its answers."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    edition = serializers.DateField(source="outline_edition")
    sha256 = serializers.CharField()
    changes = serializers.CharField()
    keep_until = serializers.DateField(allow_null=True)
    made_at = Instant()


class DocumentVersionFullOut(DocumentVersionOut):
    """A version with its answers."""

    answers = serializers.DictField(source="content")


class DocumentRenderingOut(serializers.Serializer[Any]):
    """The file that was made; its bytes are at /renderings/{id}/file/."""

    id = serializers.UUIDField()
    recipient = serializers.CharField()
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class OutlineOut(serializers.Serializer[Any]):
    """One kind of document: its sections, each with the items it asks for."""

    kind = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.DateField()
    cite = serializers.CharField()
    source_url = serializers.CharField()
    subject = serializers.CharField()
    sections = serializers.ListField(child=serializers.DictField())
