"""Lost races: what was read is named by its ETag, and changed only while it is still that."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})"', re.ASCII)


class Revised(Protocol):
    """A row that counts its revisions."""

    revision: int


class IfMatchMissing(APIException):
    """A change came without saying what it was based on."""

    status_code = 428
    default_detail = (
        "Send If-Match with the ETag of what you read, so that nobody's change is overwritten."
    )
    default_code = "if_match_missing"


class IfMatchFailed(APIException):
    """What was read is not what is there now."""

    status_code = 412
    default_detail = "This was changed since you read it. Read it again, then send your change."
    default_code = "if_match_failed"


def expected(request: Request) -> int:
    """Read the revision from If-Match; raise IfMatchMissing or, for a foreign tag, IfMatchFailed.

    Proxies that compress turn a strong tag into a weak one, so both are taken. ``*`` would
    overwrite whatever is there, which is what the header shall prevent.
    """
    text = request.headers.get("If-Match", "").strip()
    if text in ("", "*"):
        raise IfMatchMissing
    match = _TAG.fullmatch(text)
    if match is None:
        raise IfMatchFailed
    return int(match[1])


def tagged(response: Response, row: Revised) -> Response:
    """Put the ETag of a row on the answer that shows it."""
    response["ETag"] = f'"{row.revision}"'
    return response


def unrevised(body: Mapping[str, Any]) -> Response:
    """Answer a row that counts no revisions; its ETag is a hash of what is shown."""
    response = Response(body)
    response["ETag"] = f'"{_hash(body)}"'
    return response


def check_unrevised(request: Request, body: Mapping[str, Any]) -> None:
    """Refuse a change that is not based on what would be shown now."""
    text = request.headers.get("If-Match", "").strip()
    if text in ("", "*"):
        raise IfMatchMissing
    if text.removeprefix("W/") != f'"{_hash(body)}"':
        raise IfMatchFailed


def _hash(body: Mapping[str, Any]) -> str:
    written = json.dumps(body, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(written.encode()).hexdigest()[:32]
