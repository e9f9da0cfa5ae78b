"""Signatures by the Standard Webhooks convention (https://www.standardwebhooks.com).

Three headers: ``webhook-id``, ``webhook-timestamp``, ``webhook-signature``. ``v1`` is
HMAC-SHA256 over ``id.timestamp.body``; several signatures stand side by side while a secret is
being replaced.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """Make a secret as receivers take it: ``whsec_`` and 32 random bytes in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(*, message_id: str, body: bytes, keys: Sequence[str], now: datetime) -> dict[str, str]:
    """Sign a body with each of the secrets at an instant; the newest secret comes first."""
    stamp = str(int(now.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(key, message_id, stamp, body) for key in keys),
    }


def _signature(key: str, message_id: str, stamp: str, body: bytes) -> str:
    signed = b".".join((message_id.encode(), stamp.encode(), body))
    digest = hmac.new(base64.b64decode(key.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
