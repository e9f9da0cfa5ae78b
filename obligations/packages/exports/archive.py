"""Writes a package as a ZIP in its one fixed form: the same content gives the same bytes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from obligations.packages.exports import verify_package
from obligations.packages.exports.verify_package import BLOCK, Entry
from providers.errors import DomainError


class BytesChanged(DomainError):
    """A file of the package is not what was recorded; it has to be restored, or taken out."""


class Sink(Protocol):
    """Where the bytes go."""

    def write(self, block: bytes, /) -> object:
        """Take the next bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to write: its name in the archive, what was recorded of it, how to open it."""

    name: str
    title: str
    size: int
    sha256: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


def write(sources: Iterable[Source], sink: Sink, *, noted: Callable[[int], None]) -> None:
    """Write all files in the order of their names; memory stays flat at any size.

    Each file is read twice, first for its checksum. ``noted`` hears of bytes read. Raises
    BytesChanged where what is read is not what was recorded.
    """
    entries: list[Entry] = []
    offset = 0
    for source in sorted(sources, key=lambda one: one.name):
        entry = Entry(source.name, source.size, _checksum(source, noted), offset, source.sha256)
        header = verify_package.local_header(entry)
        sink.write(header)
        for block in _blocks(source, noted):
            sink.write(block)
        entries.append(entry)
        offset += len(header) + entry.size
    sink.write(verify_package.directory(entries, offset))


def _checksum(source: Source, noted: Callable[[int], None]) -> int:
    found = 0
    for block in _blocks(source, noted):
        found = zlib.crc32(block, found)
    return found


def _blocks(source: Source, noted: Callable[[int], None]) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    with source.open() as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
            size += len(block)
            noted(len(block))
            yield block
    if (size, digest.hexdigest()) != (source.size, source.sha256):
        raise BytesChanged(
            message=f"The stored bytes of “{source.title}” are not those that were recorded. "
            "Restore them from a backup, or take it out of the package."
        )
