"""Evidence: what a provider records, in versions that are added and never overwritten."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.models.duties import Duty
from obligations.models.redactions import Redaction
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class EvidenceKind(models.TextChoices):
    FILE = "file", _("File")
    LINK = "link", _("Link")
    STATEMENT = "statement", _("Written statement")


class StoredFile(models.Model):
    """Bytes kept under their own SHA-256, once per provider; never shared across providers.

    ``verified_at`` is when they were last read again and found to be what was stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "sha256"], name="a_provider_stores_the_same_bytes_once"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_stored_file_has_bytes"),
        ]
        indexes = [models.Index(fields=["verified_at", "id"], name="stored_files_to_verify")]
        triggers = [
            pgtrigger.Protect(
                name="stored_files_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["verified_at"]),
            )
        ]

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """One piece of evidence: what it proves; its content is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    proves = models.TextField(blank=True)
    latest_number = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="a_withdrawal_has_a_reason",
            )
        ]
        indexes = [models.Index(fields=["provider", "created_at", "id"], name="evidence_by_age")]

    def __str__(self) -> str:
        return self.title


class EvidenceVersionQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees exactly the versions that were frozen into a submission."""
        return Q(submitted_at__isnull=False)


class EvidenceVersion(models.Model):
    """One version: file, link or statement, the period it covers, and how long it is kept.

    ``redactions`` are what its provider says was removed from it: objects with the fields of
    Redaction, part of the version and as unchangeable. An empty list says that none is recorded,
    and nothing of whether the content is whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="versions"
    )
    file_name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    statement = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    keep_because = models.TextField(blank=True)
    note = models.TextField(blank=True)
    redactions = models.JSONField(default=list, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], name="evidence_numbers_a_version_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="file", stored_file__isnull=False, url="", statement="")
                    | Q(kind="link", stored_file=None, statement="") & ~Q(url="")
                    | Q(kind="statement", stored_file=None, url="") & ~Q(statement="")
                ),
                name="a_version_is_one_kind_of_evidence",
            ),
            models.CheckConstraint(
                condition=Q(covers_from=None)
                | Q(covers_to=None)
                | Q(covers_from__lte=models.F("covers_to")),
                name="a_period_covered_ends_after_it_begins",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="evidence_versions_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["keep_until", "keep_because", "submitted_at"]
                ),
            ),
            pgtrigger.Protect(name="evidence_versions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} version {self.number}"

    @property
    def redacted(self) -> list[Redaction]:
        """The redactions stated with it."""
        return [Redaction(**one) for one in self.redactions]


_STAY_WITHIN_ONE_PROVIDER = """
    IF NOT EXISTS (
        SELECT FROM obligations_evidence AS evidence
        JOIN obligations_duty AS duty ON duty.provider_id = evidence.provider_id
        WHERE evidence.id = NEW.evidence_id AND duty.id = NEW.duty_id
          AND evidence.provider_id = NEW.provider_id
    ) THEN
        RAISE EXCEPTION 'evidence speaks only for duties of its own provider';
    END IF;
    RETURN NEW;
"""


class EvidenceLink(models.Model):
    """That a piece of evidence speaks for a duty; one piece may speak for several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="evidence_links")
    linked_at = models.DateTimeField()
    linked_by_name = models.CharField(max_length=200)
    unlinked_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "duty"],
                condition=Q(unlinked_at=None),
                name="evidence_speaks_for_a_duty_once",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="evidence_stays_within_one_provider",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_STAY_WITHIN_ONE_PROVIDER,
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} for {self.duty_id}"
