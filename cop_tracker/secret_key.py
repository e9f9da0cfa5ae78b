"""The secret key: from the environment, else made once and kept beside the data."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from cop_tracker.env import BrokenSettingError

_LENGTH = 50


def secret_key(var: Path) -> str:
    """Give the key sessions and links are signed with; make ``var/secret-key`` at first use."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        if len(given) < _LENGTH:
            raise BrokenSettingError("SECRET_KEY", f"it has fewer than {_LENGTH} characters.")
        return given
    path = var / "secret-key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text()
    except OSError as error:
        raise BrokenSettingError(
            "VAR_DIR", f"{error.filename} cannot be used ({error.strerror})."
        ) from None


def _make(path: Path) -> None:
    """Write a whole key or none, whoever else does the same at this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".secret-key-{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
