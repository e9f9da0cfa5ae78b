"""Keep what was made for a recipient exactly as it was made."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO
from uuid import UUID

from obligations import storage
from obligations.models import Rendering
from obligations.services import contents, stored_files
from providers.actors import Actor
from providers.models import AIModel, Provider
from providers.services import audit


def keep(
    *,
    provider: Provider,
    ai_model: AIModel | None = None,
    subject: str,
    subject_id: UUID,
    recipient: str,
    title: str,
    file_name: str,
    content: bytes | IO[bytes],
    answers: Sequence[str] = (),
    keep_until: date | None = None,
    keep_because: str = "",
    by: Actor,
    now: datetime,
) -> Rendering:
    """Store one rendering with its SHA-256, for good; the caller has checked who may make it.

    ``content`` is read from where it stands, a block at a time.

    Call it inside the change that made it, or alone; bytes reach the disk before the row does.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    found = contents.of_upload(storage.receive(source, name=file_name))
    rendering = Rendering(
        provider=provider,
        ai_model=ai_model,
        subject=subject,
        subject_id=subject_id,
        recipient=recipient,
        title=title[:300],
        file_name=found.file_name,
        media_type=found.media_type,
        sha256=found.sha256,
        size=found.size,
        answers=list(answers),
        keep_until=keep_until,
        keep_because=keep_because,
        made_at=now,
        made_by_id=by.user_id,
        made_by_name=by.name,
    )
    with audit.change(action="rendering.kept", about=rendering, by=by, at=now) as event:
        rendering.stored_file = stored_files.store(provider=provider, content=found, now=now)
        rendering.save(force_insert=True)
        event.detail = {
            "subject": subject,
            "recipient": recipient,
            "file_name": rendering.file_name,
            "sha256": rendering.sha256,
            "size": rendering.size,
        }
    return rendering
