"""A file as multipart/form-data, streamed from the disk and measured before."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

from cop_tracker_client.api import Upload
from cop_tracker_client.failures import REFUSED, WRONG_USE, Failure

CHUNK = 1 << 20
Progress = Callable[[int, int], None]


def sha256(path: str, progress: Progress) -> tuple[str, int]:
    """Read a file once and give its hash and size; raise Failure where it cannot be read."""
    digest, done = hashlib.sha256(), 0
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                done += len(chunk)
                progress(done, size)
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror}.", WRONG_USE) from error
    return digest.hexdigest(), done


class FileUpload(Upload):
    """One file with its fields; never whole in memory."""

    def __init__(self, path: str, size: int, fields: Mapping[str, str], progress: Progress) -> None:
        self.path, self.size, self.progress = path, size, progress
        self.boundary = f"cop-{secrets.token_hex(16)}"
        self.before = b"".join(self._field(name, value) for name, value in fields.items())
        self.before += self._head()
        self.after = f"\r\n--{self.boundary}--\r\n".encode()
        self.length = len(self.before) + size + len(self.after)

    @property
    def content_type(self) -> str:
        """Name the type with its boundary."""
        return f"multipart/form-data; boundary={self.boundary}"

    def open(self) -> IO[bytes]:
        """Give the body from its beginning."""
        return _Stream(self)

    def _field(self, name: str, value: str) -> bytes:
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        return head.encode() + value.encode() + b"\r\n"

    def _head(self) -> bytes:
        name = os.path.basename(self.path)
        # As browsers write it (HTML, multipart/form-data).
        for sign, escaped in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
            name = name.replace(sign, escaped)
        part = f'form-data; name="file"; filename="{name}"'
        kind = "application/octet-stream"
        head = f"--{self.boundary}\r\nContent-Disposition: {part}\r\nContent-Type: {kind}\r\n\r\n"
        return head.encode()


class _Stream(io.RawIOBase):
    """Before, file and after, one behind the other."""

    def __init__(self, upload: FileUpload) -> None:
        super().__init__()
        self.upload, self.sent = upload, 0
        self.file = open(upload.path, "rb")  # noqa: SIM115 -- closed with the stream
        self.parts: list[Any] = [io.BytesIO(upload.before), self.file, io.BytesIO(upload.after)]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            chunk = self.parts[0].read(CHUNK if size < 0 else size)
            if chunk:
                self.sent += len(chunk)
                if self.sent > self.upload.length:
                    raise Failure(f"{self.upload.path} grew while it was sent.", REFUSED)
                self.upload.progress(min(self.sent, self.upload.size), self.upload.size)
                return bytes(chunk)
            self.parts.pop(0)
        if self.sent < self.upload.length:
            raise Failure(f"{self.upload.path} shrank while it was sent.", REFUSED)
        return b""

    def close(self) -> None:
        self.file.close()
        super().close()


def shown(label: str, *, is_wanted: bool) -> Progress:
    """Say on the terminal how far it is; nothing where nobody watches."""
    last = [-1]

    def progress(done: int, size: int) -> None:
        percent = 100 * done // size if size else 100
        if is_wanted and percent != last[0]:
            last[0] = percent
            end = "\n" if done >= size else ""
            print(f"\r{label}: {percent:3} %", end=end, file=sys.stderr, flush=True)

    return progress
