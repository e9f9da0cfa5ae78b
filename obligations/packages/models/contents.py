"""What a package holds, what is missing, what was removed, and the deadlines it serves."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.models import Assessment, Deadline, EvidenceVersion, Rendering, StoredFile
from obligations.models.redactions import RedactionGround
from obligations.packages.models.packages import Package, is_shared
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet

_ONLY_WHILE_OPEN = """
    IF EXISTS (
        SELECT FROM packages_package
        WHERE id IN (NEW.package_id, OLD.package_id) AND status NOT IN ('drafting', 'failed')
    ) THEN
        RAISE EXCEPTION 'the contents of a package change only before it is sealed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (
        SELECT FROM packages_package WHERE id = NEW.package_id AND provider_id = NEW.provider_id
    ) THEN
        RAISE EXCEPTION 'a package holds what is its own provider''s';
    END IF;
    RETURN NEW;
"""
_OWN_SOURCES = """
    IF EXISTS (SELECT FROM obligations_rendering
               WHERE id = NEW.rendering_id AND provider_id <> NEW.provider_id)
    OR EXISTS (SELECT FROM obligations_evidenceversion
               WHERE id = NEW.version_id AND provider_id <> NEW.provider_id)
    OR EXISTS (SELECT FROM obligations_assessment
               WHERE id = NEW.assessment_id AND provider_id <> NEW.provider_id)
    OR EXISTS (SELECT FROM obligations_storedfile
               WHERE id = NEW.stored_file_id AND provider_id <> NEW.provider_id) THEN
        RAISE EXCEPTION 'a package holds what is its own provider''s';
    END IF;
    RETURN NEW;
"""


def only_while_open(name: str) -> pgtrigger.Trigger:
    """Refuse every change of contents once sealing has begun."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_ONLY_WHILE_OPEN,
    )


class ContentsQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees the contents of what it sees."""
        return is_shared("package__")


class ItemKind(models.TextChoices):
    RENDERING = "rendering", _("Document as made")
    EVIDENCE = "evidence", _("Evidence")
    ASSESSMENT = "assessment", _("Submitted assessment")
    FILE = "file", _("Further file")


class PackageItem(models.Model):
    """One thing in a package: where it comes from, and its bytes.

    ``answers`` are the contents of the purpose that it supplies. What has no file of its own, a
    statement or an assessment, is written as one when it is put in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind)
    rendering = models.ForeignKey(
        Rendering, models.PROTECT, null=True, blank=True, related_name="package_items"
    )
    version = models.ForeignKey(
        EvidenceVersion, models.PROTECT, null=True, blank=True, related_name="package_items"
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="package_items"
    )
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="package_items")
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    answers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    objects = ContentsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="rendering", rendering__isnull=False, version=None, assessment=None)
                    | Q(kind="evidence", rendering=None, version__isnull=False, assessment=None)
                    | Q(kind="assessment", rendering=None, version=None, assessment__isnull=False)
                    | Q(kind="file", rendering=None, version=None, assessment=None)
                ),
                name="an_item_has_one_source",
            ),
            models.UniqueConstraint(
                fields=["package", "rendering"], name="a_package_holds_a_rendering_once"
            ),
            models.UniqueConstraint(
                fields=["package", "version"], name="a_package_holds_a_version_once"
            ),
            models.UniqueConstraint(
                fields=["package", "assessment"], name="a_package_holds_an_assessment_once"
            ),
        ]
        indexes = [models.Index(fields=["package", "added_at", "id"], name="items_of_a_package")]
        triggers = [
            only_while_open("items_change_only_before_sealing"),
            pgtrigger.Trigger(
                name="items_are_the_providers_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OWN_SOURCES,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GapReason(models.TextChoices):
    """Why an expected content is not in a package."""

    NOT_DUE = "not-due", _("Not due yet")
    NOT_READY = "not-ready", _("Not ready yet")
    WITHHELD = "withheld", _("Withheld")
    NOT_APPLICABLE = "not-applicable", _("Does not apply")


class PackageGap(models.Model):
    """Why one content that the purpose asks for is not in the package."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="gaps")
    expected = models.CharField(max_length=40)
    reason = models.CharField(max_length=20, choices=GapReason)
    because = models.TextField()
    stated_at = models.DateTimeField()
    stated_by_name = models.CharField(max_length=200)

    objects = ContentsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "expected"], name="a_gap_is_explained_once"),
            models.CheckConstraint(condition=~Q(because=""), name="a_gap_says_why"),
        ]
        triggers = [only_while_open("gaps_change_only_before_sealing")]

    def __str__(self) -> str:
        return f"{self.expected}: {self.reason}"


class PackageRedaction(models.Model):
    """What was removed from one item before it was put into the package, why, and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="redactions")
    item = models.ForeignKey(PackageItem, models.PROTECT, related_name="redactions")
    removed = models.TextField()
    ground = models.CharField(max_length=20, choices=RedactionGround)
    because = models.TextField(blank=True)
    removed_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by_name = models.CharField(max_length=200)

    objects = ContentsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(removed="") & ~Q(removed_by=""), name="a_redaction_says_what_and_who"
            ),
            models.CheckConstraint(
                condition=~Q(ground="other") | ~Q(because=""),
                name="another_ground_is_explained",
            ),
        ]
        indexes = [models.Index(fields=["package", "noted_at"], name="redactions_of_a_package")]
        triggers = [only_while_open("redactions_change_only_before_sealing")]

    def __str__(self) -> str:
        return f"{self.ground}: {self.item_id}"


class PackageDeadline(models.Model):
    """That a package serves a deadline; one that is linked after sealing is not in the manifest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="deadline_links")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="package_links")
    linked_at = models.DateTimeField()
    linked_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "deadline"], name="a_package_serves_a_deadline_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="links_to_deadlines_never_change", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.package_id} for {self.deadline_id}"
