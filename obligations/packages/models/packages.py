"""Packages: what is sent to the AI Office, sealed once and then never changed."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.models import StoredFile
from providers.models import AIModel, Provider, User
from providers.models.office_access import TODAY
from providers.models.tenancy import TenantQuerySet


class Status(models.TextChoices):
    """How far a package is."""

    DRAFTING = "drafting", _("In the making")
    SEALING = "sealing", _("Being sealed")
    SEALED = "sealed", _("Sealed")
    FAILED = "failed", _("Sealing failed")


class Channel(models.TextChoices):
    """By which way a package reaches its reader."""

    EU_SEND = "eu-send", _("EU SEND")
    MAIL = "mail", _("Mailbox of the AI Office")
    HERE = "here", _("Shared in this product")
    OTHER = "other", _("Another way")


def is_shared(path: str = "") -> Q:
    """Say which packages are shared now; ``path`` leads to the package, such as "package__"."""
    runs = Q(**{f"{path}shared_until": None}) | Q(**{f"{path}shared_until__gte": TODAY})
    return runs & Q(**{f"{path}shared_at__isnull": False, f"{path}status": Status.SEALED})


class PackageQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees a package once it was sealed and shared, until that ends.

        By the database's clock, on the last day too; what was submitted by sharing has no end.
        """
        return is_shared()


_SEALED_CONTENT = [
    "id",
    "provider_id",
    "ai_model_id",
    "number",
    "purpose",
    "title",
    "addressed_to",
    "channel",
    "message",
    "status",
    "created_at",
    "created_by_id",
    "created_by_name",
    "sealing_at",
    "sealing_by_id",
    "sealing_by_name",
    "noted_at",
    "attempts",
    "done_bytes",
    "total_bytes",
    "failed_because",
    "sealed_at",
    "stored_file_id",
    "file_name",
    "sha256",
    "size",
    "manifest",
    "key_id",
]
_SENDING = ["sent_at", "sent_channel", "sent_by_name"]


def _differ(columns: list[str]) -> str:
    old, new = (", ".join(f"{row}.{one}" for one in columns) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


class _SealedContentChanges(pgtrigger.Condition):
    """Anything but sending and sharing of a sealed package changes."""

    sql = f"OLD.status = 'sealed' AND {_differ(_SEALED_CONTENT)}"


class _SendingChanges(pgtrigger.Condition):
    """A sending that was recorded changes."""

    sql = f"OLD.sent_at IS NOT NULL AND {_differ(_SENDING)}"


class Package(models.Model):
    """One package: for which purpose and about which model, and once sealed its bytes.

    ``sealing_at`` is the instant that sealing states, so that an interrupted sealing gives the
    same bytes when it goes on; ``manifest`` is the text that was signed. ``done_bytes`` of
    ``total_bytes`` say how far sealing is; ``attempts`` counts who set out to end it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="packages")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="packages"
    )
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    addressed_to = models.CharField(max_length=200)
    channel = models.CharField(max_length=20, choices=Channel)
    message = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFTING)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_by_name = models.CharField(max_length=200)

    sealing_at = models.DateTimeField(null=True, blank=True)
    sealing_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sealing_by_name = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_bytes = models.PositiveBigIntegerField(default=0)
    total_bytes = models.PositiveBigIntegerField(default=0)
    failed_because = models.TextField(blank=True)

    sealed_at = models.DateTimeField(null=True, blank=True)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="packages"
    )
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    manifest = models.TextField(blank=True)
    key_id = models.CharField(max_length=16, blank=True)

    sent_at = models.DateTimeField(null=True, blank=True)
    sent_channel = models.CharField(max_length=20, choices=Channel, blank=True)
    sent_by_name = models.CharField(max_length=200, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_until = models.DateField(null=True, blank=True)
    shared_by_name = models.CharField(max_length=200, blank=True)
    unshared_at = models.DateTimeField(null=True, blank=True)
    unshared_because = models.TextField(blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_package_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="sealed")
                | Q(sealed_at__isnull=False, stored_file__isnull=False)
                & ~Q(manifest="")
                & ~Q(sha256="")
                & ~Q(key_id=""),
                name="a_sealed_package_has_its_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failed_because=""),
                name="a_failed_sealing_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="sealed") | Q(sent_at=None, shared_at=None),
                name="only_a_sealed_package_is_sent_or_shared",
            ),
            models.CheckConstraint(
                condition=Q(shared_until=None)
                | Q(shared_at__isnull=False) & ~Q(sent_channel=Channel.HERE),
                name="what_is_submitted_here_has_no_end",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "created_at", "id"], name="packages_by_age"),
            models.Index(
                fields=["noted_at"], condition=Q(status="sealing"), name="packages_being_sealed"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_sealed_package_never_changes",
                operation=pgtrigger.Update,
                condition=_SealedContentChanges(),
            ),
            pgtrigger.Protect(
                name="a_sending_is_recorded_once",
                operation=pgtrigger.Update,
                condition=_SendingChanges(),
            ),
            pgtrigger.Protect(name="packages_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Package {self.number}: {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether its contents can still be changed."""
        return self.status in (Status.DRAFTING, Status.FAILED)
