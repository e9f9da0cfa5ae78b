"""Bytes under their own hash: kept whole, kept apart, and gone when nobody recorded them."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from uuid import uuid4

import pytest

from obligations import storage
from obligations.storage import BytesMissing, FileTooLarge, StorageFull

BYTES = b"Annex XI, section 1" * 100_000
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.EVIDENCE_MAX_BYTES = 10 * 1024**2
    settings.EVIDENCE_FREE_BYTES = 0
    return settings.EVIDENCE_ROOT


def receive(content: bytes = BYTES, name: str = "report.pdf") -> storage.IncomingFile:
    return storage.receive(io.BytesIO(content), name=name)


def files_under(root) -> list[str]:
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())


def test_arriving_bytes_are_hashed_and_counted():
    with receive() as incoming:
        assert (incoming.sha256, incoming.size, incoming.read()) == (SHA256, len(BYTES), BYTES)


def test_bytes_are_kept_under_provider_and_hash(root):
    provider_id = uuid4()

    storage.put(provider_id=provider_id, incoming=receive())

    assert files_under(root) == [f"{provider_id}/{SHA256[:2]}/{SHA256}"]
    with storage.open_bytes(provider_id=provider_id, sha256=SHA256) as stored:
        assert stored.read() == BYTES


def test_the_same_bytes_are_kept_once_per_provider(root):
    one, other = uuid4(), uuid4()

    for provider_id in (one, one, other):
        storage.put(provider_id=provider_id, incoming=receive())

    assert files_under(root) == sorted(f"{each}/{SHA256[:2]}/{SHA256}" for each in (one, other))


def test_storing_again_heals_a_damaged_copy():
    provider_id = uuid4()
    storage.put(provider_id=provider_id, incoming=receive())
    storage.place(provider_id, SHA256).write_bytes(b"damaged")

    storage.put(provider_id=provider_id, incoming=receive())

    assert storage.verify(provider_id=provider_id, sha256=SHA256, size=len(BYTES)) == ""


def test_only_the_owner_of_the_server_can_read_what_is_kept(root):
    storage.put(provider_id=uuid4(), incoming=receive())

    modes = {oct(one.stat().st_mode & 0o077) for one in root.rglob("*")}
    assert modes == {"0o0"}


def test_closing_what_nobody_kept_removes_it(root):
    incoming = receive()

    incoming.close()

    assert files_under(root) == []


def test_closing_what_was_kept_leaves_it(root):
    incoming = receive()
    storage.put(provider_id=uuid4(), incoming=incoming)

    incoming.close()

    assert len(files_under(root)) == 1


def test_a_file_beyond_the_limit_is_refused_and_its_bytes_are_gone(settings, root):
    settings.EVIDENCE_MAX_BYTES = len(BYTES) - 1

    incoming = receive()

    assert isinstance(incoming.refusal, FileTooLarge)
    assert incoming.size == len(BYTES)
    assert files_under(root) == []
    with pytest.raises(FileTooLarge, match="at most"):
        incoming.read()


def test_a_file_of_exactly_the_limit_is_taken(settings):
    settings.EVIDENCE_MAX_BYTES = len(BYTES)

    assert receive().refusal is None


def test_an_announced_size_without_room_is_refused_before_a_byte_is_written(settings, root):
    settings.EVIDENCE_FREE_BYTES = 1 << 62

    receiver = storage.Receiver(announced=10)
    receiver.write(b"0123456789")

    assert isinstance(receiver.finish(name="a").refusal, StorageFull)
    assert files_under(root) == []


def test_a_disk_that_fills_up_meanwhile_is_told_and_leaves_nothing(root, monkeypatch):
    receiver = storage.Receiver()

    class Full:
        def write(self, block: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def close(self) -> None: ...

    receiver._file.close()
    receiver._file = Full()
    receiver.write(b"more than there is room for")

    assert isinstance(receiver.finish(name="a").refusal, StorageFull)
    assert files_under(root) == []


def test_a_source_that_breaks_leaves_nothing(root):
    class Broken(io.RawIOBase):
        def __init__(self) -> None:
            self.reads = 0

        def read(self, size: int = -1) -> bytes:
            self.reads += 1
            if self.reads > 1:
                raise ConnectionResetError
            return b"the beginning"

    with pytest.raises(ConnectionResetError):
        storage.receive(Broken(), name="a")

    assert files_under(root) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: path.unlink(), "The bytes of this file are not in the storage."),
        (lambda path: path.write_bytes(b"short"), f"The file has 5 bytes; {len(BYTES)} were"),
        (lambda path: path.write_bytes(b"x" + BYTES[1:]), "The bytes are not those"),
    ],
)
def test_verifying_tells_what_is_wrong(damage, told):
    provider_id = uuid4()
    storage.put(provider_id=provider_id, incoming=receive())

    damage(storage.place(provider_id, SHA256))

    problem = storage.verify(provider_id=provider_id, sha256=SHA256, size=len(BYTES))
    assert problem.startswith(told)


def test_missing_bytes_cannot_be_opened():
    with pytest.raises(BytesMissing):
        storage.open_bytes(provider_id=uuid4(), sha256=SHA256)


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "0"])
def test_only_a_hash_names_a_place(sha256):
    with pytest.raises(ValueError, match="SHA-256"):
        storage.place(uuid4(), sha256)
    assert (storage.is_sha256(sha256), storage.is_sha256(SHA256)) == (False, True)
