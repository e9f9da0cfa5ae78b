"""A large file in pieces: the server knows how much has arrived, so any push goes on from there."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import IO, Any

from cop_tracker_client.api import Api, Upload
from cop_tracker_client.failures import REFUSED, Failure
from cop_tracker_client.uploads import Progress

LARGE = 4 << 20  # bytes; smaller files go in one request
LENGTH = 16 << 20  # bytes of a piece
BROKEN = 10  # in a row without a byte that arrived


def send(
    api: Api, path: str, *, name: str, digest: str, size: int, provider: str, progress: Progress
) -> str:
    """Send what the server has not got yet and give the id of the whole upload.

    What arrived is kept by the server for three days: after Ctrl-C or a broken connection the same
    push goes on. Raises Failure where the product refuses, or stays away.
    """
    upload = _begun(api, name, digest, size, provider) or _open(api, name, digest, size, provider)
    tries, offset = 0, upload["offset"]
    while offset < size:
        before = offset
        try:
            body = Piece(path, offset, min(LENGTH, size - offset), size, progress)
            headers = {
                "Content-Type": "application/offset+octet-stream",
                "Upload-Offset": str(offset),
            }
            api.ask("PATCH", f"uploads/{upload['id']}/", body, headers)
        except Failure as failure:
            # Another number of bytes is there than we think: an answer was lost, or somebody else
            # sends the same file.
            if failure.status != 409:
                raise
        offset = api.get(f"uploads/{upload['id']}/")["offset"]
        tries = 0 if offset > before else tries + 1
        if tries > BROKEN:
            raise Failure(f"{path} does not arrive. Push it again later.", REFUSED)
    return str(upload["id"])


def cancel(api: Api, upload: str) -> None:
    """Give up an upload that is not needed after all."""
    api.ask("DELETE", f"uploads/{upload}/")


class Piece(Upload):
    """Some bytes of a file; never whole in memory."""

    def __init__(self, path: str, start: int, length: int, size: int, progress: Progress) -> None:
        self.path, self.start, self.length = path, start, length
        self.size, self.progress = size, progress

    def open(self) -> IO[bytes]:
        """Give the piece from its beginning."""
        return _Stream(self)


class _Stream(io.RawIOBase):
    """The bytes of one piece, one after the other."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self.piece, self.sent = piece, 0
        self.file = open(piece.path, "rb")  # noqa: SIM115 -- closed with the stream
        self.file.seek(piece.start)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        left = self.piece.length - self.sent
        block = self.file.read(min(left, 1 << 20 if size < 0 else size))
        if left and not block:
            raise Failure(f"{self.piece.path} shrank while it was sent.", REFUSED)
        self.sent += len(block)
        self.piece.progress(self.piece.start + self.sent, self.piece.size)
        return block

    def close(self) -> None:
        self.file.close()
        super().close()


def _begun(api: Api, name: str, digest: str, size: int, provider: str) -> Any:
    """Find an upload of the same bytes that an earlier push began."""
    for one in api.every("uploads/"):
        same = (one["file_name"], one["fingerprint"], one["size"], one["provider"])
        if same == (name, digest, size, provider):
            return one
    return None


def _open(api: Api, name: str, digest: str, size: int, provider: str) -> Any:
    told = {"filename": name, "provider": provider, "sha256": digest, "fingerprint": digest}
    pairs = (f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = {"Upload-Length": str(size), "Upload-Metadata": ",".join(pairs)}
    return api.ask("POST", "uploads/", None, headers)
