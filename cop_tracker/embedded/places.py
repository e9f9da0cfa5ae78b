"""Where the embedded servers keep their data and their sockets. Standard library only."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

DATABASE = "cop_tracker"
OWNER = "cop_owner"
RUNTIME = "cop_runtime"


class UnsafePlaceError(RuntimeError):
    """A folder for sockets exists already and belongs to somebody else."""


def socket_folder(var: Path) -> Path:
    """Name the folder for sockets of a data folder.

    A socket's path holds 107 bytes, so it cannot live under a long checkout path; the name is
    derived from ``var``, so that a command started by hand finds the running servers.
    """
    digest = hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:12]
    # A TMPDIR may be long, and may differ between two shells; this folder is neither.
    usual = Path("/tmp")  # noqa: S108 -- made private, see below
    root = usual if os.access(usual, os.W_OK) else Path(tempfile.gettempdir())
    return root / f"cop-{os.getuid()}-{digest}"


def database_sockets(var: Path) -> Path:
    """Name the folder of the database's socket, which may belong to an account of its own."""
    return socket_folder(var) / "postgres"


def private_folder(folder: Path, *, owner: int | None = None) -> Path:
    """Make a folder only its owner can enter; refuse one that another account prepared."""
    owner = os.getuid() if owner is None else owner
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise UnsafePlaceError(
                f"{folder} belongs to another account; remove it and start again."
            ) from None
    else:
        if owner != os.getuid():
            os.chown(folder, owner, -1)
    folder.chmod(0o700)
    return folder


def database_url(var: Path, *, role: str = RUNTIME, database: str = DATABASE) -> str:
    """Give the address of the embedded database, as seen by one of its roles."""
    return f"postgresql://{role}@/{database}?host={quote(str(database_sockets(var)), safe='')}"


def broker_url(var: Path) -> str:
    """Give the address of the embedded broker."""
    return f"redis+socket://{socket_folder(var) / 'broker.sock'}"
