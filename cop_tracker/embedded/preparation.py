"""Remembers what a data folder was prepared from, so that a second start takes seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

SOURCES = ("cop_tracker", "obligations", "providers", "templates", "requirements.txt")


def fingerprint(root: Path, var: Path, data: Path, *, wants_demo: bool) -> str:
    """Tell apart sources, database and wishes; the same answer means that nothing is to be done.

    ``data`` is the folder of the database: a new one under an old name is another database.
    """
    digest = hashlib.sha256()
    born = (data / "PG_VERSION").stat()
    styles = (var / "styles" / "fingerprint").exists()
    digest.update(f"{born.st_ino} {born.st_ctime_ns} {styles} {wants_demo}".encode())
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(var: Path, wanted: str) -> bool:
    """Say whether the last complete preparation was of just this."""
    stamp = var / "prepared"
    return stamp.exists() and stamp.read_text() == wanted


def remember(var: Path, done: str) -> None:
    """Note a complete preparation."""
    (var / "prepared").write_text(done)


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if path.is_file() and path.suffix != ".pyc":
                yield path
