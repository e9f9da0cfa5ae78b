"""A POST with an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from providers.models import IdempotentRequest, User
from providers.rest.authentication import person_of

HEADER = "Idempotency-Key"
ANSWERS_ARE_KEPT_FOR = timedelta(hours=24)
WAIT_FOR_THE_FIRST = "10s"

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_REPEATED_HEADERS = ("ETag", "Location")


class KeyReused(APIException):
    """The key was used for another request."""

    status_code = 422
    default_detail = f"This {HEADER} was used for a different request. Take a new one."
    default_code = "key_reused"


class StillAnswering(APIException):
    """The first request with this key has not been answered yet."""

    status_code = 409
    default_detail = f"The first request with this {HEADER} is still being answered. Repeat later."
    default_code = "still_answering"
    wait = 5


def answer_once(
    request: Request, handler: Callable[..., Response], *args: Any, **kwargs: Any
) -> Response:
    """Answer a POST, or repeat the answer given before.

    Work and key are one transaction: a failed request leaves neither behind, and a repeat that
    arrives meanwhile waits for the first one on the key's unique index.
    """
    key = request.headers[HEADER]
    if not _KEY.fullmatch(key):
        raise ValidationError({HEADER: ["Write 1 to 200 printable ASCII characters, no spaces."]})
    person, fingerprint = person_of(request), _fingerprint(request)
    now = timezone.now()
    with transaction.atomic():
        _forget_old(person, now)
        row = IdempotentRequest(
            user=person,
            key=key,
            method=request.method or "",
            path=request.path[:500],
            fingerprint=fingerprint,
            begun_at=now,
        )
        if not _is_first(row):
            return _repeat(person, key, fingerprint)
        response = handler(request, *args, **kwargs)
        if response.status_code < 400:
            _keep(row, response)
        else:
            transaction.set_rollback(True)
    return response


def _fingerprint(request: Request) -> str:
    parts = [request.method, request.get_full_path(), *_body(request)]
    written = json.dumps(parts, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(written.encode()).hexdigest()


def _body(request: Request) -> Iterable[Any]:
    if not request.FILES:
        return [request.data]
    texts = {name: request.POST.getlist(name) for name in request.POST}
    files = {
        name: [[one.name, one.sha256] for one in request.FILES.getlist(name)]
        for name in request.FILES
    }
    return [texts, files]


def _forget_old(person: User, now: datetime) -> None:
    mine = IdempotentRequest.objects.filter(user=person)
    mine.filter(begun_at__lt=now - ANSWERS_ARE_KEPT_FOR).delete()


def _is_first(row: IdempotentRequest) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT_FOR_THE_FIRST])
            row.save(force_insert=True)
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except IntegrityError:
        return False
    except OperationalError as error:
        raise StillAnswering from error
    return True


def _repeat(person: User, key: str, fingerprint: str) -> Response:
    first = IdempotentRequest.objects.filter(user=person, key=key).first()
    # It may have grown old between our insert and this look.
    if first is None or first.status is None:
        raise StillAnswering
    if first.fingerprint != fingerprint:
        raise KeyReused
    response = Response(json.loads(first.body or "null"), status=first.status)
    for name, value in first.headers.items():
        response[name] = value
    response["Idempotent-Replay"] = "true"
    return response


def _keep(row: IdempotentRequest, response: Response) -> None:
    row.status = response.status_code
    # As text and by the renderer's own encoder, so that a repeat is the same byte for byte.
    row.body = json.dumps(response.data, cls=JSONEncoder, ensure_ascii=False)
    row.headers = {name: response[name] for name in _REPEATED_HEADERS if name in response}
    row.save(update_fields=["status", "body", "headers"])
