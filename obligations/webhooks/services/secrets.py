"""Secrets at rest: sealed under the installation's own key, opened only to sign."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class Unreadable(Exception):
    """The installation's key changed since the secret was sealed."""


def seal(secret: str) -> str:
    """Seal a secret, so that a copy of the database alone signs nothing."""
    return _box(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Open a secret; raise Unreadable where the installation's key is another one now."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _box(key).decrypt(sealed.encode()).decode()
        except InvalidToken:
            continue
    raise Unreadable("The installation's key changed: renew the secret.")


def _box(key: str | bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"webhook secrets").derive(force_bytes(key))
    return Fernet(base64.urlsafe_b64encode(derived))
