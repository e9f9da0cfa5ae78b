"""Lists of harmonised standards that an operator took over, beside those of the data files."""

from __future__ import annotations

import uuid

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class StandardsTaken(models.Model):
    """One list as of its day, whole; a later one replaces it, and both stay.

    ``body`` is the list as its file said it (``catalogue.records.StandardList``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    as_of = models.DateField()
    body = models.JSONField(encoder=DjangoJSONEncoder)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["as_of"], name="a_list_of_standards_is_named_by_its_day"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="lists_of_standards_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Harmonised standards as of {self.as_of}"
