"""Which complaints say the same, and which are of the same rightsholder (Measure 1.5(2))."""

from __future__ import annotations

import hashlib

from django.db.models import Q, QuerySet

from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.models.complaints import State
from providers.actors import Actor


def fingerprint(*words: str) -> str:
    """Give the same 64 characters for claims that differ in spaces and capitals alone."""
    plain = (" ".join(one.split()).casefold() for one in words)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()


def is_same_rightsholder(one: Complaint, other: Complaint) -> bool:
    """Compare for whom they speak, or from which address; what is erased compares to nothing."""
    pairs = ((one.email, other.email), (_holder(one), _holder(other)))
    return any(first and first.casefold() == second.casefold() for first, second in pairs)


def answered_before(complaint: Complaint, actor: Actor) -> QuerySet[Complaint]:
    """Give answered complaints of the same rightsholder, the last received first."""
    if complaint.erased_at is not None:
        return Complaint.objects.none()
    holder = _holder(complaint)
    same = Q(email__iexact=complaint.email) | Q(on_behalf_of__iexact=holder)
    same |= Q(on_behalf_of="", name__iexact=holder)
    rows: QuerySet[Complaint] = Complaint.objects.visible_to(actor).filter(
        same, provider=complaint.provider_id, state=State.ANSWERED, erased_at=None
    )
    return rows.exclude(pk=complaint.pk).order_by("-received_at", "-pk")


def _holder(row: Complaint) -> str:
    return row.on_behalf_of or row.name
