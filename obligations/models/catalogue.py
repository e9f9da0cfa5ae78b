"""The catalogue as rows to point at: the truth is in the data files."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Edition(models.Model):
    """One dated version of one source text; a released one never changes.

    Duties follow it unless the operator holds it back (``held_at``); a provider with a waiting
    ``EditionStep`` for it follows it the other way round. What people read goes by date alone.
    """

    instrument = models.CharField(max_length=40)
    in_force_from = models.DateField()
    title = models.CharField(max_length=300)
    cite = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500)
    note = models.TextField(blank=True)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    synced_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "in_force_from"], name="an_edition_is_named_by_its_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.in_force_from})"


class Obligation(models.Model):
    """One entry of an edition: an article's paragraph, an annex item, a commitment, a measure.

    ``body`` holds the whole entry as the data file says it; the columns beside it are what lists
    filter, sort and search by. ``until`` is the day before a later edition took over, if one did.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="obligations")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    instrument = models.CharField(max_length=40)
    chapter = models.CharField(max_length=60, blank=True)
    parent = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    summary = models.TextField()
    cite = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    bearer = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    applies_from = models.DateField(null=True, blank=True)
    enforceable_from = models.DateField(null=True, blank=True)
    measures = ArrayField(models.CharField(max_length=80), default=list)
    confidence = models.CharField(max_length=2)
    body = models.JSONField(encoder=DjangoJSONEncoder)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="an_edition_has_a_key_once")
        ]
        indexes = [
            models.Index(fields=["key", "valid_from"], name="obligations_by_key"),
            GinIndex(
                fields=["title"], name="obligations_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cite}: {self.title}"
