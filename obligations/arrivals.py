"""Keeps the bytes of uploads that come in pieces; knows files, not rows.

How much of an upload has arrived is the size of its file and nothing else: a crash, a lost answer
or a second sender cannot make the two differ. Each block is written under a short lock, and only
where the file still ends where the sender believes. A connection that hangs therefore never keeps
its upload from going on elsewhere, and two senders cannot write over one another.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from obligations import storage
from obligations.storage import BLOCK, IncomingFile
from providers.errors import Conflict, DomainError, InvalidInput

SUFFIX = ".upload"


class WrongOffset(Conflict):
    """The bytes do not follow those that are there; ``arrived`` says how many those are."""

    def __init__(self, arrived: int) -> None:
        self.arrived = arrived
        told = _("{arrived} bytes have arrived. Go on from there.")
        super().__init__(told.format(arrived=arrived))


class UploadGone(DomainError):
    """The upload was cancelled or has expired; its bytes are removed."""


class Source(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes: ...


class ArrivedFile(IncomingFile):
    """A whole upload, to be recorded; its bytes stay until that is committed."""

    def __init__(self, *, upload_id: UUID, name: str, sha256: str, size: int) -> None:
        self.upload_id = upload_id
        super().__init__(name=name, path=_path(upload_id), sha256=sha256, size=size)

    def open_path(self) -> BufferedReader:
        """Open the bytes; raises UploadGone where another request recorded or cancelled them."""
        try:
            return super().open_path()
        except FileNotFoundError:
            raise UploadGone(_gone()) from None

    def move_to(self, target: Path) -> None:
        """Give the bytes a second name: if nothing is recorded after all, the first one remains."""
        second = storage.incoming_folder() / f"{uuid4().hex}.part"
        try:
            # Its last piece may be days old, and a sweep goes by age: moved now counts as new.
            os.utime(self.path)
            os.link(self.path, second)
            os.replace(second, target)
        except FileNotFoundError:
            raise UploadGone(_gone()) from None
        finally:
            # Between two names of one file, renaming does nothing and leaves both.
            second.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the bytes; whoever sent them removes them, or their end of time does."""
        self.let_go()


def arrived(upload_id: UUID) -> int:
    """Count the bytes that are there."""
    try:
        return _path(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload_id: UUID, *, offset: int, size: int, source: Source) -> int:
    """Take bytes until the source ends; answer how many there are now, safely on the disk.

    ``size`` is how many the whole file has. Raises WrongOffset where the bytes would not follow
    those that are there, InvalidInput for more than the whole, StorageFull. What was taken before
    stays in each case, and when the source breaks.
    """
    _check_follows(arrived(upload_id), offset)
    storage.check_room(size - offset)
    flags = os.O_RDWR | os.O_APPEND | (0 if offset else os.O_CREAT)
    try:
        handle = os.open(_path(upload_id), flags, 0o600)
    except FileNotFoundError:
        raise WrongOffset(0) from None
    try:
        while block := source.read(BLOCK):
            _append(handle, block, offset, size)
            offset += len(block)
    finally:
        os.fsync(handle)
        os.close(handle)
    return offset


def adopt(upload_id: UUID, incoming: IncomingFile) -> None:
    """Take over bytes that came whole, under the name of an upload."""
    incoming.let_go()
    try:
        os.replace(incoming.path, _path(upload_id))
    except FileNotFoundError:
        raise UploadGone(_gone()) from None


def sha256(upload_id: UUID) -> str:
    """Read the bytes once and hash them; raises UploadGone where they went meanwhile."""
    try:
        with _path(upload_id).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            # Others may stand at the path by now; this would be no hash of theirs.
            if os.fstat(file.fileno()).st_nlink:
                return digest
    except FileNotFoundError:
        pass
    raise UploadGone(_gone())


def remove(upload_id: UUID) -> None:
    """Remove the bytes; whoever still sends is told at the next block."""
    _path(upload_id).unlink(missing_ok=True)


def stale(*, older_than: float) -> Iterator[tuple[UUID, Path]]:
    """Find the bytes of uploads last written before an instant (seconds since 1970)."""
    found = storage.incoming_folder().glob(f"*{SUFFIX}")
    for path in storage.written_before(older_than, found):
        with contextlib.suppress(ValueError):
            yield UUID(path.name.removesuffix(SUFFIX)), path


def _append(handle: int, block: bytes, offset: int, size: int) -> None:
    if offset + len(block) > size:
        raise InvalidInput(
            _("More bytes came than the {size} that were announced.").format(size=size),
            field="file",
        )
    with _alone(handle):
        state = os.fstat(handle)
        if not state.st_nlink:
            raise UploadGone(_("This upload was cancelled."))
        _check_follows(state.st_size, offset)
        try:
            _write(handle, block)
        except OSError as error:
            os.ftruncate(handle, offset)
            if not storage.is_full(error):
                raise
            raise storage.full() from error


def _write(handle: int, block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[os.write(handle, view) :]


def _check_follows(found: int, offset: int) -> None:
    if found != offset:
        raise WrongOffset(found)


@contextlib.contextmanager
def _alone(handle: int) -> Iterator[None]:
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _gone() -> str:
    return _("The bytes of this upload are gone. Send the file again.")


def _path(upload_id: UUID) -> Path:
    return storage.incoming_folder() / f"{UUID(str(upload_id))}{SUFFIX}"
