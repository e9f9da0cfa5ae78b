"""Where the product is and which token opens it: from the environment or a file of one's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cop_tracker_client.failures import WRONG_USE, Failure

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Settings:
    """The address of the product without a slash at its end, and the token."""

    url: str
    token: str


def read(environment: Mapping[str, str]) -> Settings:
    """Read both; raise Failure with what to do where something is missing or unsafe."""
    url = environment.get("COP_TRACKER_URL", "").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Failure("Set COP_TRACKER_URL, such as https://tracker.example.eu.", WRONG_USE)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise Failure("A token is sent over https alone: change COP_TRACKER_URL.", WRONG_USE)
    return Settings(url, _token(environment))


def _token(environment: Mapping[str, str]) -> str:
    token = environment.get("COP_TRACKER_TOKEN", "").strip()
    path = environment.get("COP_TRACKER_TOKEN_FILE", "")
    if not token and path:
        token = _from_file(path)
    if not token or not token.isascii() or not token.isprintable():
        raise Failure("Set COP_TRACKER_TOKEN, or COP_TRACKER_TOKEN_FILE.", WRONG_USE)
    return token


def _from_file(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                message = f"Others can read the token in {path}: chmod 600 it first."
                raise Failure(message, WRONG_USE)
            return file.read(1000).strip()
    except OSError as error:
        raise Failure(
            f"The token file {path} cannot be read: {error.strerror}.", WRONG_USE
        ) from error
