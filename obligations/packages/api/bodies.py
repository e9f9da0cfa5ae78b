"""What programs send and read about packages."""

from __future__ import annotations

import json
from typing import Any

from rest_framework import serializers

from obligations.packages.models import (
    Channel,
    GapReason,
    ItemKind,
    Package,
    RedactionGround,
    Status,
)
from obligations.packages.purposes import purposes
from obligations.packages.queries import packages as queries
from obligations.packages.services.packages import ADDRESS_LIMIT, MESSAGE_LIMIT, TITLE_LIMIT
from obligations.services.redactions import REMOVED_LIMIT
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Prose
from providers.rest.references import NamedOut


class PackageChangeIn(Body):
    """Words of a package."""

    title = Name(required=False, max_length=TITLE_LIMIT)
    addressed_to = Name(required=False, max_length=ADDRESS_LIMIT)
    channel = serializers.ChoiceField(choices=Channel.values, required=False)
    message = Prose(required=False, max_length=MESSAGE_LIMIT, help_text="Into the cover letter.")


class PackageIn(PackageChangeIn):
    """A new package."""

    purpose = serializers.CharField(max_length=40, help_text="A key of /package-purposes/.")
    model = serializers.UUIDField(required=False, allow_null=True)
    provider = serializers.UUIDField(
        required=False, help_text="Needed by members of several providers."
    )


class PackageItemIn(Body):
    """One thing to put in, exactly one of: a rendering, a version of evidence, an assessment.

    A file comes as ``multipart/form-data``.
    """

    rendering = serializers.UUIDField(required=False)
    version = serializers.UUIDField(required=False)
    assessment = serializers.UUIDField(required=False)
    file = serializers.FileField(required=False, allow_empty_file=True)
    title = Name(required=False, max_length=TITLE_LIMIT, help_text="Of a file.")
    answers = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        max_length=50,
        help_text="Keys of the expected contents it supplies.",
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """See that there is exactly one thing, and a title for a file alone."""
        if len(given.keys() & {"rendering", "version", "assessment", "file"}) != 1:
            told = "Give exactly one of: rendering, version, assessment, file."
            raise serializers.ValidationError({"file": told})
        if "title" in given and "file" not in given:
            raise serializers.ValidationError({"title": "Only a file takes a title here."})
        return given


class PackageAnswersIn(Body):
    """Which expected contents an item supplies."""

    answers = serializers.ListField(child=serializers.CharField(max_length=40), max_length=50)


class PackageGapIn(Body):
    """Why an expected content is missing."""

    expected = serializers.CharField(max_length=40)
    reason = serializers.ChoiceField(choices=GapReason.values)
    because = Prose(allow_blank=False)


class PackageRedactionIn(Body):
    """What was removed from an item before it was put in."""

    item = serializers.UUIDField()
    removed = Prose(allow_blank=False, max_length=REMOVED_LIMIT)
    ground = serializers.ChoiceField(choices=RedactionGround.values)
    because = Prose(required=False, help_text="Needed for another ground.")
    removed_by = Name(required=False, help_text="Without it: the caller.")


class PackageDeadlineIn(Body):
    """The deadline that the package serves."""

    deadline = serializers.UUIDField()


class PackageItemOut(serializers.Serializer[Any]):
    """One thing in a package."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ItemKind.values)
    rendering = serializers.UUIDField(source="rendering_id", allow_null=True)
    version = serializers.UUIDField(source="version_id", allow_null=True)
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    title = serializers.CharField()
    file_name = serializers.CharField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    answers = serializers.ListField(child=serializers.CharField())
    added_at = Instant()


class PackageExpectedOut(serializers.Serializer[Any]):
    """One content that a purpose asks for."""

    key = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    is_optional = serializers.BooleanField()


class PackagePurposeOut(serializers.Serializer[Any]):
    """What a package can be made for, and what it is expected to hold."""

    key = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    about = serializers.ChoiceField(choices=["model", "provider", "either"])
    note = serializers.CharField()
    is_unredacted = serializers.BooleanField()
    answers = serializers.ListField(child=serializers.CharField(), help_text="Obligations.")
    clocks = serializers.ListField(
        child=serializers.CharField(), help_text="Clocks that ask for it to be sent."
    )
    doubts = serializers.ListField(child=serializers.CharField())
    expects = PackageExpectedOut(many=True)


class PackageMissingOut(serializers.Serializer[Any]):
    """An expected content that nothing supplies; without a reason it keeps from sealing."""

    key = serializers.CharField(source="expected.key")
    title = serializers.CharField(source="expected.title")
    cite = serializers.CharField(source="expected.cite")
    is_optional = serializers.BooleanField(source="expected.is_optional")
    reason = serializers.SerializerMethodField()
    because = serializers.SerializerMethodField()
    is_open = serializers.BooleanField(help_text="Neither enclosed nor explained.")

    def get_reason(self, row: queries.Wanted) -> str:
        """Say why, as a word; empty where nobody did."""
        return row.gap.reason if row.gap else ""

    def get_because(self, row: queries.Wanted) -> str:
        """Say why, in words."""
        return row.gap.because if row.gap else ""


class PackageRedactionOut(serializers.Serializer[Any]):
    """An entry of the redaction log."""

    id = serializers.UUIDField()
    item = serializers.UUIDField(source="item_id")
    removed = serializers.CharField()
    ground = serializers.ChoiceField(choices=RedactionGround.values)
    because = serializers.CharField()
    removed_by = serializers.CharField()
    noted_at = Instant()


class PackageLinkOut(serializers.Serializer[Any]):
    """A deadline that the package serves."""

    id = serializers.UUIDField()
    deadline = serializers.UUIDField(source="deadline_id")
    clock = serializers.CharField(source="deadline.clock")
    title = serializers.CharField(source="deadline.title")
    due_on = serializers.DateField(source="deadline.due_on")
    linked_at = Instant()


class PackageOut(serializers.Serializer[Any]):
    """A package, without its contents."""

    id = serializers.UUIDField()
    provider = NamedOut()
    model = NamedOut(source="ai_model", allow_null=True)
    number = serializers.IntegerField()
    purpose = serializers.CharField()
    title = serializers.CharField()
    addressed_to = serializers.CharField()
    channel = serializers.ChoiceField(choices=Channel.values)
    message = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.values)
    done_bytes = serializers.IntegerField(help_text="How far sealing is.")
    total_bytes = serializers.IntegerField()
    failed_because = serializers.CharField()
    created_at = Instant()
    sealing_at = Instant(allow_null=True, help_text="The instant that the manifest states.")
    sealed_at = Instant(allow_null=True)
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    key_id = serializers.CharField()
    sent_at = Instant(allow_null=True)
    sent_channel = serializers.CharField()
    shared_at = Instant(allow_null=True)
    shared_until = serializers.DateField(allow_null=True)
    unshared_at = Instant(allow_null=True)
    unshared_because = serializers.CharField()
    revision = serializers.IntegerField(help_text="In quotes: the ETag.")


class PackageWholeOut(PackageOut):
    """A package with its contents, and what is missing. ``links`` are for its provider alone."""

    items = PackageItemOut(many=True)
    missing = PackageMissingOut(many=True)
    redactions = PackageRedactionOut(many=True)
    links = PackageLinkOut(many=True)


def whole(package: Package, *, is_own: bool) -> dict[str, Any]:
    """Write a package with its contents, in four queries."""
    found = queries.contents(package)
    return {
        **PackageOut(package).data,
        "items": PackageItemOut(found.items, many=True).data,
        "missing": PackageMissingOut(found.missing, many=True).data,
        "redactions": PackageRedactionOut(found.redactions, many=True).data,
        "links": PackageLinkOut(found.links, many=True).data if is_own else [],
    }


def purpose_bodies() -> list[dict[str, Any]]:
    """Write every purpose."""
    return [dict(PackagePurposeOut(one).data) for one in purposes().values()]


def manifest(package: Package) -> Any:
    """Read the manifest that was signed."""
    return json.loads(package.manifest)
