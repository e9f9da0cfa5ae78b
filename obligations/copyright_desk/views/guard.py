"""What keeps programs from flooding the public form: a stamp, a wait, and a count per address."""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger(__name__)

SALT = "copyright-desk.complaint"
# Nobody writes a complaint in three seconds, and a form left open for a day is shown afresh.
SHORTEST, LONGEST = 3, 24 * 3600
MOST, WINDOW = 10, 3600


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that was read: which form it was, and what is wrong with its time."""

    nonce: uuid.UUID
    problem: str


def new_stamp() -> str:
    """Stamp a form with its own number and the time it was shown."""
    return signing.TimestampSigner(salt=SALT).sign(uuid.uuid4().hex)


def read_stamp(stamp: str) -> Stamp | None:
    """Read a stamp; None where it is not one of ours."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        nonce = uuid.UUID(hex=signer.unsign(stamp))
    except (signing.BadSignature, ValueError):
        return None
    if _is_older(signer, stamp, LONGEST):
        return Stamp(nonce, "This form was open for more than a day. Send it again.")
    if not _is_older(signer, stamp, SHORTEST):
        return Stamp(
            nonce, "This came faster than a person writes. Wait a moment, then send it again."
        )
    return Stamp(nonce, "")


def _is_older(signer: signing.TimestampSigner, stamp: str, seconds: int) -> bool:
    try:
        signer.unsign(stamp, max_age=seconds)
    except signing.SignatureExpired:
        return True
    return False


def admits(request: HttpRequest) -> bool:
    """Count a complaint of an address; False once it sent too many within the hour.

    A cache that is down must not close the desk: the database holds a ceiling of its own.
    """
    window = int(time.time()) // WINDOW
    key = f"throttle:complaints:{_address(request)}:{window}"
    try:
        cache.add(key, 0, WINDOW)
        return bool(cache.incr(key) <= MOST)
    except Exception:
        logger.warning("The cache did not answer; a complaint was not counted", exc_info=True)
        return True


def _address(request: HttpRequest) -> str:
    """Name who asks; X-Forwarded-For counts only as far as NUM_PROXIES says."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.NUM_PROXIES
    hops = [
        one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()
    ]
    return hops[-min(proxies, len(hops))] if proxies and hops else direct


def seal(reference: str) -> str:
    """Sign a reference, so that the page that shows it shows none that was not given."""
    return signing.dumps(reference, salt=f"{SALT}.received")


def unseal(text: str) -> str:
    """Read a sealed reference; empty where it is not one."""
    try:
        return str(signing.loads(text, salt=f"{SALT}.received"))
    except signing.BadSignature:
        return ""
