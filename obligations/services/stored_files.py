"""Bring bytes that have arrived to their place, with the row that speaks of them."""

from __future__ import annotations

from datetime import datetime

from obligations import storage
from obligations.arrivals import ArrivedFile
from obligations.models import StoredFile
from obligations.services import uploads
from obligations.services.contents import Content
from providers.models import Provider


def store(*, provider: Provider, content: Content, now: datetime) -> StoredFile:
    """Keep the bytes of a file once for each provider; call it within the provider's turn."""
    if content.incoming is None:
        raise ValueError("Only a file has bytes to store.")
    if isinstance(content.incoming, ArrivedFile):
        uploads.claim(content.incoming, provider=provider, now=now)
    # Bytes first: a crash in between leaves a file nobody speaks of, and no row without bytes.
    storage.put(provider_id=provider.pk, incoming=content.incoming)
    stored, _ = StoredFile.objects.get_or_create(
        provider=provider,
        sha256=content.sha256,
        defaults={"size": content.size, "media_type": content.media_type, "stored_at": now},
    )
    return stored
