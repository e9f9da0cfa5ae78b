"""Make the file of a version for one recipient, and keep it as it was made."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from obligations.documents.exports import renditions
from obligations.documents.exports.renditions import FORMATS, OWN, Request
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Outline, outline
from obligations.documents.permissions import check_write
from obligations.documents.services import keeping
from obligations.models import Rendering
from obligations.services import renderings
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput

REQUEST_LIMIT = 5_000


def recipients(outlined: Outline) -> tuple[str, ...]:
    """Name for whom a kind of document can be rendered, the provider itself last."""
    named = {one for item in outlined.items() for one in item.recipients}
    return (*(one for one in renditions.RECIPIENTS if one in named), OWN)


def render(
    *,
    version: DocumentVersion,
    recipient: str,
    file_format: str,
    only: Collection[str] = (),
    basis: str = "",
    purpose: str = "",
    by: Actor,
    now: datetime,
) -> Rendering:
    """Write a version as one recipient may read it, and keep the file.

    ``only`` chooses items, as a request of the AI Office limits itself to what is strictly
    necessary; ``basis`` and ``purpose`` are those of the request and stand on the cover. Raises
    InvalidInput for an unknown recipient, format or item, or one the recipient may not read.
    """
    document = version.document
    check_write(by, document.provider)
    outlined = outline(document.kind)
    if recipient not in recipients(outlined):
        known = ", ".join(recipients(outlined))
        raise InvalidInput(_("Choose one of: {known}.").format(known=known), field="recipient")
    if file_format not in FORMATS:
        raise InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(FORMATS)), field="format"
        )
    _check_items(outlined, recipient, only)
    request = Request(
        basis=text.prose(basis, field="legal_basis", limit=REQUEST_LIMIT),
        purpose=text.prose(purpose, field="purpose", limit=REQUEST_LIMIT),
    )
    made = renditions.rendition(version, outlined, recipient, only=only, request=request)
    kept = keeping.keeping(document, now=now)
    return renderings.keep(
        provider=document.provider,
        ai_model=document.ai_model,
        subject=document.kind,
        subject_id=version.pk,
        recipient=recipient,
        title=f"{outlined.title} of {made.subject}, version {version.number}",
        file_name=_file_name(document.kind, made.subject, version.number, recipient, file_format),
        content=renditions.written(made, file_format),
        answers=outlined.answers,
        keep_until=kept.day,
        keep_because=keeping.said(kept),
        by=by,
        now=now,
    )


def _check_items(outlined: Outline, recipient: str, only: Collection[str]) -> None:
    allowed = {one.key for one in renditions.outlined(outlined, recipient).items()}
    if wrong := sorted(set(only) - allowed):
        raise InvalidInput(
            _("Not for this recipient, or not in this document: {names}.").format(
                names=", ".join(wrong)[:300]
            ),
            field="items",
        )


def _file_name(kind: str, subject: str, number: int, recipient: str, file_format: str) -> str:
    about = re.sub(r"[^a-z0-9]+", "-", subject.lower())[:60].strip("-") or "model"
    return f"{kind}-{about}-v{number}-{recipient}.{file_format}"
