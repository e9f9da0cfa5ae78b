"""arrivals.py: what has arrived is the size of a file, whoever sends and whatever breaks."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from uuid import uuid4

import pytest

from obligations import arrivals, storage

CONTENT = b"measured " * 1000


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_FREE_BYTES = 0
    return tmp_path


def append(pk, data, offset=0, size=9000) -> int:
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    return arrivals.append(pk, offset=offset, size=size, source=source)


def test_of_two_senders_at_once_one_is_told_where_the_other_is():
    pk = uuid4()

    class Slow(io.BytesIO):
        """While its first block is on the way, the other sends the same bytes."""

        def read(self, size=-1):
            block = super().read(4000)
            if self.tell() == 4000:
                append(pk, CONTENT[:4000])
            return block

    with pytest.raises(arrivals.WrongOffset) as refused:
        append(pk, Slow(CONTENT))

    assert refused.value.arrived == arrivals.arrived(pk) == 4000


def test_what_arrived_before_a_connection_broke_stays():
    pk = uuid4()

    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("The connection is gone.")
            return super().read(4000)

    with pytest.raises(OSError, match="gone"):
        append(pk, Broken(CONTENT))

    assert arrivals.arrived(pk) == 4000


@pytest.mark.parametrize("why", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_in_between_leaves_whole_blocks(monkeypatch, why):
    pk = uuid4()
    append(pk, CONTENT[:4000])

    def half(handle, block):
        os.write(handle, block[:10])
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr(arrivals, "_write", half)
    with pytest.raises(storage.StorageFull):
        append(pk, CONTENT[4000:], 4000)

    assert arrivals.arrived(pk) == 4000


def test_a_hash_of_bytes_that_went_while_they_were_read_is_none(monkeypatch):
    pk = uuid4()
    append(pk, CONTENT)
    digest = hashlib.file_digest

    def slow(file, name):
        found = digest(file, name)
        arrivals.remove(pk)
        append(pk, b"others")
        return found

    monkeypatch.setattr(hashlib, "file_digest", slow)

    with pytest.raises(arrivals.UploadGone):
        arrivals.sha256(pk)


def test_what_is_moved_counts_as_written_now():
    pk, provider_id = uuid4(), uuid4()
    append(pk, CONTENT)
    (path,) = storage.incoming_folder().glob("*.upload")
    os.utime(path, (1e9, 1e9))
    whole = arrivals.ArrivedFile(
        upload_id=pk, name="a", sha256=arrivals.sha256(pk), size=len(CONTENT)
    )

    storage.put(provider_id=provider_id, incoming=whole)

    stored = storage.place(provider_id, whole.sha256)
    assert stored.read_bytes() == CONTENT
    assert list(storage.stored(provider_id=provider_id, older_than=1e9 + 1)) == []
    assert list(arrivals.stale(older_than=1e9 + 1)) == []


def test_only_old_bytes_of_uploads_are_stale():
    old, young = uuid4(), uuid4()
    for pk in (old, young):
        append(pk, CONTENT)
    folder = storage.incoming_folder()
    (folder / "no-upload.upload").write_bytes(b"?")
    for name in (str(old), "no-upload"):
        os.utime(folder / f"{name}.upload", (1e9, 1e9))

    assert [pk for pk, _path in arrivals.stale(older_than=1e9 + 1)] == [old]
