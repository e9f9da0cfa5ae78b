"""Record a version of the policy as evidence for the duties it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations import storage
from obligations.copyright_desk.models import PolicyVersion
from obligations.copyright_desk.permissions import check_write
from obligations.models import Duty, EvidenceVersion
from obligations.services import contents, evidence
from providers.actors import Actor
from providers.errors import InvalidInput


def record(
    *,
    version: PolicyVersion,
    duties: Sequence[Duty],
    public_url: str = "",
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    """Record a version as evidence: its file, or its words, or the public address of its summary.

    ``public_url`` is given where the summary is to be the evidence; it must have been published.
    The evidence covers time from the day the version came into force.
    """
    check_write(by, version.provider)
    if not duties:
        raise InvalidInput(_("Choose at least one duty."), field="duties")
    title = f"Copyright policy, version {version.number}"
    said: dict[str, Any] = {
        "duties": duties,
        "proves": "The policy that puts the Copyright chapter into practice (Measure 1.1).",
        "covers_from": version.in_force_from,
        "by": by,
        "now": now,
    }
    if public_url:
        if not hasattr(version, "publication"):
            raise InvalidInput(_("The summary of this version was not published."), field="as_what")
        return evidence.add_link(url=public_url, title=f"{title}: public summary", **said)
    if version.stored_file_id is None:
        if len(version.text) > contents.STATEMENT_LIMIT:
            told = _("These words are too long for a statement. Record the policy as a file.")
            raise InvalidInput(told, field="as_what")
        return evidence.add_statement(statement=version.text, title=title, **said)
    with storage.open_bytes(provider_id=version.provider_id, sha256=version.sha256) as source:
        upload = storage.receive(source, name=version.file_name)
    try:
        return evidence.attach_file(upload=upload, title=title, **said)
    finally:
        upload.close()
