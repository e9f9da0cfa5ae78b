"""The private address by which a complainant, who has no account, follows a complaint."""

from __future__ import annotations

import uuid

from django.core import signing

from obligations.copyright_desk.models import Complaint

_SIGNER = signing.Signer(sep=".", salt="copyright-desk.receipt")


def token(complaint: Complaint) -> str:
    """Write the secret part of the address; it is signed and kept nowhere."""
    return _SIGNER.sign(complaint.pk.hex)


def path(complaint: Complaint) -> str:
    """Write the address without the host."""
    return f"/public/copyright/complaints/{token(complaint)}/"


def find(given: str) -> Complaint | None:
    """Find the complaint of a token; None where the token is not one of ours."""
    try:
        found = uuid.UUID(hex=_SIGNER.unsign(given))
    except (signing.BadSignature, ValueError):
        return None
    row: Complaint | None = Complaint.objects.filter(pk=found).select_related("provider").first()
    return row
