"""Hands stored bytes out: always as a download, whatever they claim to be."""

from __future__ import annotations

from base64 import b64encode
from typing import Protocol
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext as _

from obligations import storage
from obligations.storage import BytesMissing


class Kept(Protocol):
    """A row that names a stored file."""

    @property
    def stored_file_id(self) -> UUID | None: ...
    @property
    def provider_id(self) -> UUID: ...
    @property
    def sha256(self) -> str: ...
    @property
    def file_name(self) -> str: ...


def respond(version: Kept) -> FileResponse:
    """Stream the file of a version that the caller has already fetched with ``visible_to``.

    A file may be a page or a picture with a script in it, so it is never typed as one and never
    opened inside this site. Raises BytesMissing for links and statements, which have no file.
    """
    if not version.stored_file_id:
        raise BytesMissing(_("This evidence is not a file: there is nothing to download."))
    response = FileResponse(
        storage.open_bytes(provider_id=version.provider_id, sha256=version.sha256),
        as_attachment=True,
        filename=version.file_name,
        content_type="application/octet-stream",
    )
    response.block_size = storage.BLOCK
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{version.sha256}"'
    digest = b64encode(bytes.fromhex(version.sha256)).decode()
    response["Content-Digest"] = f"sha-256=:{digest}:"
    return response
