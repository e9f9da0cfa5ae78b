"""Versions of evidence, and the bytes behind them; written inside a change of their piece."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from obligations.models import Evidence, EvidenceVersion, StoredFile
from obligations.services import stored_files
from obligations.services.contents import Content, Particulars
from providers.actors import Actor


def add(
    *, evidence: Evidence, content: Content, said: Particulars, by: Actor, now: datetime
) -> EvidenceVersion:
    """Write the next version of a piece, within the turn of its provider."""
    evidence.latest_number += 1
    evidence.save(update_fields=["latest_number"])
    return EvidenceVersion.objects.create(
        provider=evidence.provider,
        evidence=evidence,
        number=evidence.latest_number,
        kind=content.kind,
        stored_file=_store(evidence, content, now),
        file_name=content.file_name,
        url=content.url,
        statement=content.statement,
        sha256=content.sha256,
        size=content.size,
        covers_from=said.covers_from,
        covers_to=said.covers_to,
        note=said.note,
        redactions=[asdict(one) for one in said.redactions],
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )


def detail(version: EvidenceVersion) -> dict[str, Any]:
    """Say in an audit event what was recorded; the hash makes it provable later."""
    return {
        "version": version.number,
        "kind": version.kind,
        "sha256": version.sha256,
        "size": version.size,
        "covers_from": version.covers_from,
        "covers_to": version.covers_to,
        "redactions": version.redactions,
    }


def _store(evidence: Evidence, content: Content, now: datetime) -> StoredFile | None:
    if content.incoming is None:
        return None
    return stored_files.store(provider=evidence.provider, content=content, now=now)
