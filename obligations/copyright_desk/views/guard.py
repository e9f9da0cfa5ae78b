"""What keeps programs from flooding the public form: a stamp, a wait, and a count per address."""

from __future__ import annotations

import ipaddress
import logging
import time
import uuid
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.throttling import BaseThrottle

from obligations.copyright_desk.services.complaint_files import STRANGERS

logger = logging.getLogger(__name__)

SALT = "copyright-desk.complaint"
# Nobody writes a complaint in three seconds, and a form left open for a day is shown afresh.
SHORTEST, LONGEST = 3, 24 * 3600
WINDOW = 3600
MOST = {"complaints": 10, "messages": 30, "uploads": 30}
_FIELDS = 1024**2


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that was read: which form it was, and what is wrong with its time."""

    nonce: uuid.UUID
    problem: str


def new_stamp(provider_id: uuid.UUID) -> str:
    """Stamp a provider's form with its own number and the time it was shown."""
    return _signer(provider_id).sign(uuid.uuid4().hex)


def read_stamp(stamp: str, provider_id: uuid.UUID) -> Stamp | None:
    """Read a stamp; None where it is not one of this provider's forms."""
    signer = _signer(provider_id)
    try:
        nonce = uuid.UUID(hex=signer.unsign(stamp))
    except (signing.BadSignature, ValueError):
        return None
    if _is_older(signer, stamp, LONGEST):
        return Stamp(nonce, _("This form was open for more than a day. Send it again."))
    if not _is_older(signer, stamp, SHORTEST):
        return Stamp(
            nonce, _("This came faster than a person writes. Wait a moment, then send it again.")
        )
    return Stamp(nonce, "")


def _signer(provider_id: uuid.UUID) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SALT}.{provider_id}")


def _is_older(signer: signing.TimestampSigner, stamp: str, seconds: int) -> bool:
    try:
        signer.unsign(stamp, max_age=seconds)
    except signing.SignatureExpired:
        return True
    return False


def admits(request: HttpRequest, what: str) -> bool:
    """Count one of ``MOST`` for an address; False once it sent too many within the hour.

    A cache that is down must not close the desk: the database holds ceilings of its own.
    """
    window = int(time.time()) // WINDOW
    key = f"throttle:{what}:{_address(request)}:{window}"
    try:
        cache.add(key, 0, WINDOW)
        return bool(cache.incr(key) <= MOST[what])
    except Exception:
        logger.warning("The cache did not answer; a complaint was not counted", exc_info=True)
        return True


def upload_limit(request: HttpRequest) -> int:
    """Say how many bytes one form of a stranger may bring, counted for each address."""
    return STRANGERS.count * STRANGERS.size + _FIELDS if admits(request, "uploads") else 0


def _address(request: HttpRequest) -> str:
    """Name who asks, as far as the proxies in front are known; an IPv6 network counts as one."""
    # What it calls its request has META, which is all that is read.
    named = str(BaseThrottle().get_ident(request))  # type: ignore[arg-type] # reads META alone
    try:
        address = ipaddress.ip_address(named)
    except ValueError:
        return named[:60].replace(" ", "")
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
