"""Assessments: the provider's position on a duty, and the second person's decision on it."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.law.workflow import AssessmentStatus, Claim, Route
from obligations.models.duties import Duty
from obligations.models.evidence import EvidenceVersion
from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class AssessmentQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees an assessment from the moment it is submitted."""
        return Q(submitted_at__isnull=False)


_SUBMITTED_CONTENT = [
    "provider_id",
    "duty_id",
    "number",
    "claim",
    "position",
    "route",
    "route_explanation",
    "ruling",
    "created_at",
    "created_by_id",
    "created_by_name",
    "submitted_at",
    "submitted_by_id",
    "submitted_by_name",
    "authors",
]


class _SubmittedContentChanges(pgtrigger.Condition):
    """Anything but the status of an assessment that was already submitted changes."""

    sql = "OLD.submitted_at IS NOT NULL AND ROW({old}) IS DISTINCT FROM ROW({new})".format(
        old=", ".join(f"OLD.{column}" for column in _SUBMITTED_CONTENT),
        new=", ".join(f"NEW.{column}" for column in _SUBMITTED_CONTENT),
    )


class Assessment(models.Model):
    """What the provider claims about a duty, why, and on which evidence.

    ``ruling`` is a copy of what the law engine answered when it was submitted, so that the
    reviewer reads what the provider relied on, not what was recorded later. ``authors`` are all
    who wrote or submitted it; none of them can decide on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="assessments")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in AssessmentStatus],
        default=AssessmentStatus.DRAFT.value,
    )
    claim = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Claim], blank=True)
    position = models.TextField(blank=True)
    route = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Route], blank=True)
    route_explanation = models.TextField(blank=True)
    ruling = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_by_name = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by_name = models.CharField(max_length=200, blank=True)
    authors = ArrayField(models.UUIDField(), default=list)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "number"], name="a_duty_numbers_an_assessment_once"
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(status__in=["draft", "submitted"]),
                name="a_duty_has_one_open_assessment",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at=None) | ~Q(status="draft"),
                name="a_draft_was_not_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "accepted", "returned"])
                | Q(submitted_at__isnull=False) & ~Q(claim=""),
                name="a_submission_makes_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["accepted", "returned"], decided_at__isnull=False)
                | ~Q(status__in=["accepted", "returned"]) & Q(decided_at=None),
                name="a_decision_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(status="submitted"),
                name="assessments_awaiting_review",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_submission_stays_as_it_was",
                operation=pgtrigger.Update,
                condition=_SubmittedContentChanges(),
            ),
            pgtrigger.Protect(
                name="a_submission_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.number} of {self.duty_id}"


class AssessmentEvidenceQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        return Q(assessment__submitted_at__isnull=False)


class AssessmentEvidence(models.Model):
    """One version of evidence frozen into an assessment when it was submitted.

    Title and claim are copied, because the provider may reword them afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="frozen_evidence")
    version = models.ForeignKey(EvidenceVersion, models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=300)
    proves = models.TextField(blank=True)

    objects = AssessmentEvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "version"], name="a_version_is_frozen_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_evidence_stays_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} in {self.assessment_id}"


_REFUSE_AUTHORS = """
    IF EXISTS (
        SELECT FROM obligations_assessment
        WHERE id = NEW.assessment_id AND NEW.decided_by_id = ANY (authors)
    ) THEN
        RAISE EXCEPTION 'the author of an assessment cannot decide on it';
    END IF;
    RETURN NEW;
"""


class ReviewQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """Every review is of something submitted."""
        return Q(assessment__submitted_at__isnull=False)

    def kept_by(self, actor: Actor) -> Q:
        """A decision stays with whoever made it, after their access to the provider ended."""
        return Q(decided_by=actor.user_id)


class Review(models.Model):
    """A second person's decision on an assessment; final, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="review")
    decision = models.CharField(
        max_length=20, choices=[("accepted", _("Accepted")), ("returned", _("Returned"))]
    )
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=200)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_review_has_a_reason")
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_review_is_final", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="a_review_is_by_a_second_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_AUTHORS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.assessment_id}"
