"""What programs send and read about assessments, reviews and comments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from obligations.api.evidence.bodies import EvidenceRedactionOut
from obligations.law.workflow import AnswerState, AssessmentStatus, Claim, Route
from obligations.models import Assessment, AssessmentEvidence, Comment, CommentFile, Review
from obligations.models.evidence import EvidenceKind
from obligations.services.assessments import POSITION_LIMIT
from obligations.services.comment_files import MOST
from providers.actors import Actor
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Prose, Word
from providers.rest.filters import words
from providers.rest.references import DutyRefOut, NamedOut

DECISIONS = ("accepted", "returned")


class DraftIn(Body):
    """A new assessment; what is left out is taken over from one that came back."""

    duty = serializers.UUIDField()
    claim = Word(Claim, required=False)
    position = Prose(required=False, max_length=POSITION_LIMIT)


class DraftChangeIn(Body):
    """What to change in a draft; what is left out stays."""

    claim = Word(Claim, required=False)
    position = Prose(required=False, max_length=POSITION_LIMIT)


class AssessmentWithdrawalIn(Body):
    """Why a submission is taken back; a draft needs no reason."""

    because = Prose(required=False)


class ReviewIn(Body):
    """A decision, with its reason."""

    decision = serializers.ChoiceField(choices=DECISIONS)
    reason = Prose(allow_blank=False)


class CommentIn(Body):
    """A remark; shared ones reach the AI Office and the provider alike."""

    text = Prose(allow_blank=False)
    is_shared = serializers.BooleanField(
        required=False, help_text="Always true for the AI Office; else false, if left out."
    )
    answer_by = Day(
        required=False, allow_null=True, help_text="Until when a reviewer asks for an answer."
    )
    uploads = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST,
        help_text="Files that were sent whole to /uploads/, to go with the remark.",
    )


class CommentFileOut(serializers.Serializer[CommentFile]):
    """A file that goes with a remark; it is no evidence."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()


class FrozenOut(serializers.Serializer[AssessmentEvidence]):
    """A version of evidence as it was submitted, with the words it was submitted with."""

    version = serializers.UUIDField(source="version_id")
    number = serializers.IntegerField(source="version.number")
    title = serializers.CharField()
    proves = serializers.CharField()
    kind = serializers.ChoiceField(choices=EvidenceKind.values, source="version.kind")
    file_name = serializers.CharField(source="version.file_name")
    url = serializers.CharField(source="version.url")
    statement = serializers.CharField(source="version.statement")
    sha256 = serializers.CharField(source="version.sha256")
    size = serializers.IntegerField(source="version.size")
    covers_from = serializers.DateField(source="version.covers_from", allow_null=True)
    covers_to = serializers.DateField(source="version.covers_to", allow_null=True)
    redactions = EvidenceRedactionOut(
        many=True, source="version.redactions", help_text="Empty: none is recorded."
    )


class ReviewOut(serializers.Serializer[Review]):
    """A second person's decision; final."""

    id = serializers.UUIDField()
    assessment = serializers.UUIDField(source="assessment_id")
    provider = serializers.UUIDField(source="provider_id")
    decision = serializers.ChoiceField(choices=DECISIONS)
    reason = serializers.CharField()
    decided_at = Instant()
    decided_by = serializers.CharField(source="decided_by_name")


class AssessmentOut(serializers.Serializer[Any]):
    """A position on a duty. The AI Office reads it from its submission on, as it was submitted."""

    id = serializers.UUIDField()
    number = serializers.IntegerField(help_text="First, second, ... of its duty.")
    duty = DutyRefOut()
    title = serializers.CharField()
    provider = NamedOut()
    model = NamedOut(allow_null=True)
    status = serializers.ChoiceField(choices=words(AssessmentStatus))
    claim = serializers.ChoiceField(choices=words(Claim), allow_null=True)
    position = serializers.CharField()
    route = serializers.ChoiceField(choices=words(Route), allow_null=True)
    route_explanation = serializers.CharField()
    ruling = serializers.DictField(
        allow_null=True, help_text="The law's answer as relied on; null before submission."
    )
    evidence = FrozenOut(many=True, help_text="Frozen at submission; empty before.")
    review = ReviewOut(allow_null=True)
    submitted_at = Instant(allow_null=True)
    submitted_by = serializers.CharField()
    decided_at = Instant(allow_null=True)
    created_at = Instant(required=False)
    created_by = serializers.CharField(required=False)
    revision = serializers.IntegerField(required=False, help_text="In quotes: the ETag.")


class CommentOut(serializers.Serializer[Comment]):
    """A remark on a duty or its assessment."""

    id = serializers.UUIDField()
    duty = serializers.UUIDField(source="duty_id")
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    is_shared = serializers.BooleanField()
    text = serializers.CharField()
    answer_by = serializers.DateField(allow_null=True)
    answer_state = serializers.ChoiceField(
        choices=[one.value for one in AnswerState],
        allow_null=True,
        help_text="Where the answer stands that is asked for; null where none is.",
    )
    written_at = Instant()
    written_by = serializers.CharField(source="written_by_name")
    files = CommentFileOut(many=True)


RELATED = ("provider", "duty__ai_model", "duty__obligation", "review")


def assessment_bodies(rows: list[Assessment], actor: Actor) -> list[dict[str, Any]]:
    """Write assessments fetched with RELATED, in one query more for their frozen evidence."""
    frozen: dict[UUID, list[AssessmentEvidence]] = {row.pk: [] for row in rows}
    pieces = AssessmentEvidence.objects.filter(assessment__in=list(frozen))
    for piece in pieces.select_related("version").order_by("title", "pk"):
        frozen[piece.assessment_id].append(piece)
    return [_body(row, frozen[row.pk], actor) for row in rows]


def _body(row: Assessment, frozen: list[AssessmentEvidence], actor: Actor) -> dict[str, Any]:
    duty, review = row.duty, getattr(row, "review", None)
    model = {"id": duty.ai_model.pk, "name": duty.ai_model.name} if duty.ai_model else None
    body = {
        "id": row.pk,
        "number": row.number,
        "duty": {"id": duty.pk, "key": duty.key},
        "title": row.ruling.get("title", duty.obligation.title),
        "provider": {"id": row.provider.pk, "name": row.provider.name},
        "model": model,
        "status": row.status,
        "claim": row.claim or None,
        "position": row.position,
        "route": row.route or None,
        "route_explanation": row.route_explanation,
        "ruling": row.ruling or None,
        "evidence": [FrozenOut(piece).data for piece in frozen],
        "review": ReviewOut(review).data if review else None,
        "submitted_at": row.submitted_at,
        "submitted_by": row.submitted_by_name,
        "decided_at": row.decided_at,
    }
    return body | _own(row) if row.provider_id in actor.provider_ids else body


def _own(row: Assessment) -> dict[str, Any]:
    return {
        "created_at": row.created_at,
        "created_by": row.created_by_name,
        "revision": row.revision,
    }
