"""Comments: remarks on a duty, among the provider's people or shared with the AI Office."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.models.assessments import Assessment
from obligations.models.duties import Duty
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


def comments_for_office(path: str = "") -> Q:
    """The AI Office reads comments addressed to it, on assessments it was given.

    ``path`` leads to the comment from a row that goes with it, such as ``comment__``.
    """
    return Q(**{f"{path}is_shared": True, f"{path}assessment__submitted_at__isnull": False})


class CommentQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        return comments_for_office()


class Comment(models.Model):
    """A remark on a duty: among the provider's people, or shared with the AI Office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="comments")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    is_shared = models.BooleanField(default=False)
    text = models.TextField()
    answer_by = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=200)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(assessment__isnull=False),
                name="a_shared_comment_is_about_a_submission",
            )
        ]
        indexes = [models.Index(fields=["duty", "written_at", "id"], name="comments_of_a_duty")]
        triggers = [
            pgtrigger.Protect(
                name="a_comment_stays_as_written", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.written_by_name} on {self.duty_id}"
