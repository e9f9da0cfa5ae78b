"""Answers to requests: what was given, what was refused and why; never edited."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.models import Rendering
from obligations.requests.models.requests import MadeHereQuerySet, Request
from providers.models import Provider, User


class AnswerFileQuerySet(MadeHereQuerySet):
    made_here = "answer__request__made_here_at"


class Answer(models.Model):
    """One answer; only a final one stops the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    answered_on = models.DateField()
    given = models.TextField()
    refused = models.TextField(blank=True)
    refused_because = models.TextField(blank=True)
    secrets = models.TextField(blank=True)
    channel = models.CharField(max_length=200)
    is_final = models.BooleanField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = MadeHereQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number"], name="a_request_numbers_an_answer_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(is_final=True),
                name="a_request_is_answered_to_its_end_once",
            ),
            models.CheckConstraint(
                condition=Q(refused="", refused_because="")
                | ~Q(refused="") & ~Q(refused_because=""),
                name="what_is_refused_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answers_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"Answer {self.number} to {self.request_id}"


class AnswerFile(models.Model):
    """A file that was given with an answer, as it was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files")
    rendering = models.ForeignKey(Rendering, models.PROTECT, related_name="+")

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "rendering"], name="a_file_is_given_once_with_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rendering_id} with {self.answer_id}"
