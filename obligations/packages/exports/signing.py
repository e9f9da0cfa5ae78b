"""The key that packages of this installation are signed with: a private file, made at first use."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from obligations.packages.exports.verify_package import key_id
from providers.errors import DomainError


class KeyUnusable(DomainError):
    """The signing key cannot be read; the operator has to look at it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with the public half that readers check against."""

    private: Ed25519PrivateKey
    public: bytes

    @property
    def id(self) -> str:
        """Name the key by the beginning of the SHA-256 of its public half."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Sign with Ed25519, which gives the same signature for the same message."""
        return self.private.sign(message)


def current() -> SigningKey:
    """Read the key of this installation; make it where there is none yet."""
    path = Path(settings.PACKAGE_SIGNING_KEY)
    try:
        if not path.exists():
            _place(_new(path), path, replace=False)
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(f"The signing key {path} cannot be used: {error}.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyUnusable(f"The signing key {path} is no Ed25519 key.")
    return SigningKey(private, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def replace() -> SigningKey:
    """Make a new key in the place of the old one, whose private half is gone then."""
    path = Path(settings.PACKAGE_SIGNING_KEY)
    _place(_new(path), path, replace=True)
    return current()


def _new(path: Path) -> Path:
    """Write a whole new key beside its place, readable by the server's own account alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    unfinished = path.with_name(f".{path.name}-{uuid4().hex}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def _place(unfinished: Path, path: Path, *, replace: bool) -> None:
    """Move a key to its place whole; of two that make the first at once, one stays."""
    if replace:
        os.replace(unfinished, path)
        return
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
