"""The product's secrets: from the environment, else made once and kept beside the data."""

from __future__ import annotations

import base64
import contextlib
import hashlib
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
    return _kept(var / "secret-key", setting="VAR_DIR")


def earlier_keys() -> list[str]:
    """Give the keys before the present one: what they signed holds until they are taken away."""
    given = os.environ.get("SECRET_KEY_FALLBACKS", "")
    keys = [one.strip() for one in given.split(",") if one.strip()]
    if any(len(one) < _LENGTH for one in keys):
        raise BrokenSettingError(
            "SECRET_KEY_FALLBACKS", f"one of them has fewer than {_LENGTH} characters."
        )
    return keys


def fernet_key(path: Path) -> bytes:
    """Give the key that secrets in the database are encrypted with; make its file at first use."""
    secret = _kept(path, setting="SECOND_FACTORS_KEY")
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest())


def _kept(path: Path, *, setting: str) -> str:
    try:
        if not path.exists():
            _make(path)
        return path.read_text()
    except OSError as error:
        raise BrokenSettingError(
            setting, f"{error.filename} cannot be used ({error.strerror})."
        ) from None


def _make(path: Path) -> None:
    """Write a whole key or none, whoever else does the same at this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}-{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
