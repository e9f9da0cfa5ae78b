"""Uploads on their way, each for the person who sends it alone."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from obligations.models import Evidence, Upload
from providers.actors import Actor


def own(actor: Actor, *, now: datetime) -> QuerySet[Upload]:
    """Give the uploads the actor opened that have not expired, whether recorded or not."""
    rows = Upload.objects.visible_to(actor).filter(provider__in=actor.provider_ids)
    return rows.filter(opened_by=actor.user_id, expires_at__gt=now).select_related("provider")


def waiting(actor: Actor, *, now: datetime) -> QuerySet[Upload]:
    """Give those among one's own that are not recorded yet, oldest first."""
    return own(actor, now=now).filter(used_at=None).order_by("opened_at", "pk")


def same_bytes(actor: Actor, upload: Upload) -> QuerySet[Evidence]:
    """Give the provider's pieces that hold the same bytes already, once these are known."""
    rows = Evidence.objects.visible_to(actor).filter(provider=upload.provider_id)
    if not upload.sha256:
        return rows.none()
    return rows.filter(versions__sha256=upload.sha256).distinct().order_by("created_at", "pk")
