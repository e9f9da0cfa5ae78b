"""Files of a comment: kept like evidence, and none."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.models.comments import Comment, comments_for_office
from obligations.models.evidence import StoredFile
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class CommentFileQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office reads the files of the comments it reads."""
        return comments_for_office("comment__")


class CommentFile(models.Model):
    """One file as it was sent with a comment; it proves nothing, and stays with its comment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="files")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()

    objects = CommentFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["comment", "file_name", "id"], name="files_of_a_comment")]
        triggers = [
            pgtrigger.Protect(
                name="a_file_of_a_comment_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.file_name
