"""Keeps bytes under their own SHA-256, apart for each provider; knows files, not rows.

Layout under ``settings.EVIDENCE_ROOT``::

    incoming/<random>.part              bytes still arriving, or not yet recorded
    incoming/<random>.scratch/          pages of a file that is being written
    incoming/<upload id>.upload         bytes sent in pieces; see ``arrivals``
    <provider id>/<first two>/<sha256>  bytes a row speaks of

Bytes reach the disk before the row is written, so a crash leaves a file nobody speaks of, which
``services.files.sweep`` removes by its age, and never a row without its bytes.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN
from io import BufferedReader
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from providers import reader, written
from providers.errors import DomainError, InvalidInput

BLOCK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(InvalidInput):
    """A file beyond the size this server accepts."""


class StorageFull(DomainError):
    """The server has no room for the file; an operator must make some."""


class BytesMissing(DomainError):
    """A row speaks of bytes that are not on the disk, or not those that were stored."""


class IncomingFile(UploadedFile):
    """A file that has arrived and been hashed, but that no row speaks of yet.

    ``refusal`` says why it cannot be kept, if so; then its bytes are gone already. Closing an
    incoming file that was not kept removes its bytes: Django closes the files of every request.
    """

    _reader: BufferedReader | None = None

    def __init__(
        self, *, name: str, path: Path, sha256: str, size: int, refusal: DomainError | None = None
    ) -> None:
        self.refusal = refusal
        self.path = path
        self.sha256 = sha256
        super().__init__(size=size)
        # Django's setter shortens a name and cuts folders off; evidence keeps the name it came by.
        self._name = name

    @property
    def file(self) -> IO[Any] | None:
        """The bytes, opened for reading when first asked for."""
        if self.refusal is not None:
            raise self.refusal
        if self._reader is None:
            self._reader = self.open_path()
        return self._reader

    @file.setter
    def file(self, value: IO[Any] | None) -> None:
        """Ignore what Django's constructor sets; the bytes are opened by ``path``."""

    def open_path(self) -> BufferedReader:
        """Open the bytes at their path."""
        return self.path.open("rb")

    def move_to(self, target: Path) -> None:
        """Bring the bytes to their place, within one file system."""
        os.replace(self.path, target)

    def let_go(self) -> None:
        """Close the bytes without removing them."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def close(self) -> None:
        """Remove the bytes, unless they were kept in the meantime."""
        self.let_go()
        self.path.unlink(missing_ok=True)


class Receiver:
    """Writes arriving bytes to the incoming area while hashing and counting them.

    ``most`` bytes are taken, as many as the server accepts where none is given.
    """

    def __init__(self, *, announced: int = 0, most: int | None = None) -> None:
        self.size = 0
        self._most = settings.EVIDENCE_MAX_BYTES if most is None else most
        self.refusal: DomainError | None = _refusal(announced, self._most)
        self._hash = hashlib.sha256()
        self._path = incoming_folder() / f"{uuid4().hex}.part"
        self._file: IO[bytes] | None = None if self.refusal else _create(self._path)

    def write(self, block: bytes) -> None:
        """Take the next bytes; once refused, count them and let them go."""
        self.size += len(block)
        if self._file is None:
            return
        if self.size > self._most:
            self.refuse(too_large(self._most))
            return
        try:
            self._file.write(block)
        except OSError as error:
            if not is_full(error):
                raise
            self.refuse(full())
        else:
            self._hash.update(block)

    def refuse(self, refusal: DomainError) -> None:
        """Stop keeping bytes, for a reason to be told when the file has ended."""
        self.refusal = self.refusal or refusal
        self.discard()

    def finish(self, *, name: str) -> IncomingFile:
        """Bring the bytes safely to the disk and hand them over."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        return IncomingFile(
            name=name,
            path=self._path,
            sha256=self._hash.hexdigest(),
            size=self.size,
            refusal=self.refusal,
        )

    def discard(self) -> None:
        """Remove what has arrived so far."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)


def receive(source: IO[bytes], *, name: str) -> IncomingFile:
    """Read a stream to its end into the incoming area, without holding it in memory."""
    receiver = Receiver()
    try:
        while block := source.read(BLOCK):
            receiver.write(block)
        return receiver.finish(name=name)
    except BaseException:
        receiver.discard()
        raise


def scratch() -> IO[bytes]:
    """Open a nameless file for work in progress: gone when it is closed, or its process dies."""
    made: IO[bytes] = tempfile.TemporaryFile(dir=incoming_folder())  # noqa: SIM115 -- the caller's
    return made


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for work in progress; what a crash leaves in it is swept by its age."""
    folder = _private(incoming_folder() / f"{uuid4().hex}.scratch")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(*, provider_id: UUID, incoming: IncomingFile) -> None:
    """Move arrived bytes to their place under the provider and their hash.

    Call it while holding the provider's turn: ``services.files.sweep`` removes files without a row
    under the same turn. Bytes that are there already are replaced by the same bytes, which also
    heals a damaged copy.
    """
    incoming.let_go()
    target = place(provider_id, incoming.sha256)
    folders = (_root(), target.parent.parent, target.parent)
    for folder in folders:
        _private(folder)
    incoming.move_to(target)
    for folder in reversed(folders):
        _sync_folder(folder)


def open_bytes(*, provider_id: UUID, sha256: str) -> BufferedReader:
    """Open stored bytes for reading; raise BytesMissing if they are not there."""
    try:
        return place(provider_id, sha256).open("rb")
    except FileNotFoundError:
        raise BytesMissing(_("The bytes of this file are not in the storage.")) from None


def verify(*, provider_id: UUID, sha256: str, size: int) -> str:
    """Read stored bytes again and say what is wrong with them; an empty text means nothing."""
    try:
        with open_bytes(provider_id=provider_id, sha256=sha256) as stored:
            digest = hashlib.file_digest(stored, "sha256")
            found = stored.tell()
    except BytesMissing as missing:
        return missing.message
    if found != size:
        return f"The file has {found} bytes; {size} were stored."
    if digest.hexdigest() != sha256:
        return "The bytes are not those that were stored: their SHA-256 differs."
    return ""


def place(provider_id: UUID, sha256: str) -> Path:
    """Say where bytes are kept."""
    if not is_sha256(sha256):
        raise ValueError("A SHA-256 has 64 lower-case hexadecimal digits.")
    return _root() / str(UUID(str(provider_id))) / sha256[:2] / sha256


def is_sha256(text: str) -> bool:
    """Say whether a text has the shape of a SHA-256 as this product writes it."""
    return _SHA256.fullmatch(text) is not None


def stale_incoming(*, older_than: float) -> Iterator[Path]:
    """Find arriving bytes last written before an instant (seconds since 1970)."""
    yield from written_before(older_than, incoming_folder().glob("*.part"))
    yield from written_before(older_than, incoming_folder().glob("*.scratch/*"))


def stored(*, provider_id: UUID, older_than: float) -> Iterator[Path]:
    """Find a provider's stored bytes last written before an instant (seconds since 1970)."""
    folder = _root() / str(UUID(str(provider_id)))
    yield from written_before(older_than, folder.glob("??/" + "?" * 64))


def written_before(instant: float, paths: Iterable[Path]) -> Iterator[Path]:
    """Choose the files last written before an instant (seconds since 1970)."""
    for path in paths:
        # A file may be moved or removed by someone else between listing and looking.
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < instant:
                yield path


def check_room(size: int) -> None:
    """Raise StorageFull unless so many bytes more leave the operator's reserve untouched."""
    if shutil.disk_usage(incoming_folder()).free - size < settings.EVIDENCE_FREE_BYTES:
        raise full()


def _refusal(announced: int, most: int) -> DomainError | None:
    if announced > most + BLOCK:
        return too_large(most)
    try:
        check_room(announced)
    except StorageFull as refusal:
        return refusal
    return None


def too_large(limit: int) -> FileTooLarge:
    """Say how large a file may be."""
    most = written.size(limit, reader.language(), ROUND_DOWN)
    return FileTooLarge(_("A file may have at most {size}.").format(size=most), field="file")


def is_full(error: OSError) -> bool:
    """Say whether a write failed because no room is left: on the disk, or in the quota."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def full() -> StorageFull:
    """Say that there is no room."""
    return StorageFull(
        _("The server has no room for this file. Nothing was recorded; please tell its operator."),
        field="file",
    )


def _create(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", BLOCK)


def _root() -> Path:
    return Path(settings.EVIDENCE_ROOT)


def incoming_folder() -> Path:
    """Give the folder of bytes that no row speaks of yet, made where it is missing."""
    _private(_root())
    return _private(_root() / "incoming")


def _private(folder: Path) -> Path:
    """Make a folder that only the server's own account can enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
