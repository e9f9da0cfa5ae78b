"""What programs send and read about evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from rest_framework import serializers

from obligations.models import Evidence, EvidenceLink, EvidenceVersion
from obligations.models.evidence import EvidenceKind
from obligations.models.redactions import Redaction, RedactionGround
from obligations.services.contents import (
    EARLIEST,
    LATEST,
    STATEMENT_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
)
from obligations.services.redactions import MOST, REMOVED_LIMIT
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Name, Prose, Text
from providers.rest.references import NamedOut

MOST_DUTIES = 100
_NO_REDACTION = "Write each redaction as a JSON object with removed, ground and because."


class CoveredDay(Day):
    """An end of the period that evidence covers; an empty field of a form is none."""

    def __init__(self, **rest: Any) -> None:
        rest = {"required": False, "allow_null": True, **rest}
        super().__init__(earliest=EARLIEST, latest=LATEST, **rest)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Read the day."""
        return super().run_validation(None if data == "" else data)


class EvidenceRedactionIn(Body):
    """What was removed or blackened before the version was recorded, and on what ground."""

    removed = Prose(allow_blank=False, max_length=REMOVED_LIMIT)
    ground = serializers.ChoiceField(choices=RedactionGround.values)
    because = Prose(required=False, help_text="Needed for another ground.")

    def validate(self, given: dict[str, Any]) -> Any:
        """Give it as the services take it."""
        return Redaction(**given)


class RedactionsIn(serializers.ListField):
    """Redactions; fields of a form hold each as JSON, or all of them in one list."""

    child = EvidenceRedactionIn()

    def __init__(self, **rest: Any) -> None:
        super().__init__(**{"required": False, "max_length": MOST, **rest})

    def to_internal_value(self, data: Any) -> list[Any]:
        """Read them."""
        if isinstance(data, list) and data and all(isinstance(one, str) for one in data):
            try:
                read = [json.loads(one) for one in data]
            except (ValueError, RecursionError):
                raise serializers.ValidationError(_NO_REDACTION) from None
            data = read[0] if len(read) == 1 and isinstance(read[0], list) else read
        found: list[Any] = super().to_internal_value(data)
        return found


class ContentIn(Body):
    """The content of a version: exactly one of file, upload, url, statement; and what it covers.

    A file needs ``multipart/form-data``; everything else may come as JSON.
    """

    file = serializers.FileField(required=False, allow_empty_file=True)
    upload = serializers.UUIDField(
        required=False, help_text="A file that was sent whole to /uploads/."
    )
    url = Text(required=False, allow_blank=True, max_length=URL_LIMIT)
    statement = Text(required=False, allow_blank=True, max_length=STATEMENT_LIMIT)
    covers_from = CoveredDay(help_text="The first day the evidence covers.")
    covers_to = CoveredDay(help_text="The last day the evidence covers.")
    note = Prose(required=False)
    redactions = RedactionsIn(help_text="What was removed. In a form: each as a JSON object.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """See that there is exactly one content; an empty field of a form is none."""
        for name in ("url", "statement"):
            if not given.get(name, True):
                del given[name]
        if len(given.keys() & {"file", "upload", "url", "statement"}) != 1:
            raise serializers.ValidationError(
                {"file": "Give exactly one of: file, upload, url, statement."}
            )
        return given


class EvidenceIn(ContentIn):
    """A new piece of evidence for a duty, and for further ones."""

    title = Name(
        required=False,
        allow_blank=True,
        max_length=TITLE_LIMIT,
        help_text="A file without one is called by its name.",
    )
    proves = Prose(required=False, help_text="What it shows about the duty.")
    duties = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST_DUTIES - 1,
        help_text="Further duties it speaks for.",
    )


class EvidenceChangeIn(Body):
    """Other words for a piece; submissions keep the words they were made with."""

    title = Name(required=False, max_length=TITLE_LIMIT)
    proves = Prose(required=False)


class EvidenceRedactionOut(serializers.Serializer[Any]):
    """What its provider says was removed from a version, and on what ground."""

    removed = serializers.CharField()
    ground = serializers.ChoiceField(choices=RedactionGround.values)
    because = serializers.CharField()


class EvidenceVersionOut(serializers.Serializer[EvidenceVersion]):
    """One version of a piece: a file, a link or a statement; never overwritten."""

    id = serializers.UUIDField()
    evidence = serializers.UUIDField(source="evidence_id")
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=EvidenceKind.values)
    file_name = serializers.CharField()
    media_type = serializers.SerializerMethodField()
    url = serializers.CharField()
    statement = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the bytes, or of the text in UTF-8.")
    size = serializers.IntegerField(help_text="In bytes.")
    covers_from = serializers.DateField(allow_null=True)
    covers_to = serializers.DateField(allow_null=True)
    redactions = EvidenceRedactionOut(
        many=True, help_text="Empty: none is recorded, which is no word on whether it is whole."
    )
    note = serializers.CharField(required=False)
    keep_until = serializers.DateField(required=False, allow_null=True)
    keep_because = serializers.CharField(required=False)
    recorded_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by_name", required=False)
    submitted_at = Instant(allow_null=True, help_text="First submission of it.")

    def get_media_type(self, version: EvidenceVersion) -> str:
        """Name the kind of the file, as its bytes say."""
        return version.stored_file.media_type if version.stored_file else ""


class LinkedDutyOut(serializers.Serializer[Any]):
    """A duty that the piece speaks for."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    model = NamedOut(allow_null=True)


class EvidenceOut(serializers.Serializer[Any]):
    """A piece of evidence with its latest version."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField()
    title = serializers.CharField()
    proves = serializers.CharField()
    version = serializers.IntegerField(help_text="Number of the latest version.")
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    keep_until = serializers.DateField(allow_null=True, help_text="null: see keep_because.")
    keep_because = serializers.CharField()
    latest = EvidenceVersionOut()
    duties = LinkedDutyOut(many=True)
    created_at = Instant()
    withdrawn_at = Instant(allow_null=True)
    withdrawn_because = serializers.CharField()
    revision = serializers.IntegerField(help_text="In quotes: the ETag.")


def evidence_bodies(pieces: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Write pieces with their latest versions and duties, in two queries more."""
    ids = [piece.pk for piece in pieces]
    latest = EvidenceVersion.objects.filter(
        evidence__in=ids, number=F("evidence__latest_number")
    ).select_related("stored_file")
    versions = {version.evidence_id: version for version in latest}
    duties = _duties(ids)
    return [_body(piece, versions[piece.pk], duties[piece.pk]) for piece in pieces]


def _duties(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {pk: [] for pk in ids}
    links = EvidenceLink.objects.filter(evidence__in=list(found), unlinked_at=None)
    rows = links.select_related("duty__ai_model").order_by("linked_at", "pk")
    for link in rows:
        ai_model = link.duty.ai_model
        model = {"id": ai_model.pk, "name": ai_model.name} if ai_model else None
        duty = {"id": link.duty_id, "key": link.duty.key, "model": model}
        found[link.evidence_id].append(duty)
    return found


def _body(piece: Evidence, latest: EvidenceVersion, duties: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": piece.pk,
        "provider": piece.provider_id,
        "title": piece.title,
        "proves": piece.proves,
        "version": latest.number,
        "sha256": latest.sha256,
        "size": latest.size,
        "keep_until": latest.keep_until,
        "keep_because": latest.keep_because,
        "latest": EvidenceVersionOut(latest).data,
        "duties": duties,
        "created_at": piece.created_at,
        "withdrawn_at": piece.withdrawn_at,
        "withdrawn_because": piece.withdrawn_because,
        "revision": piece.revision,
    }
