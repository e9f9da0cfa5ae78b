"""/uploads/: files sent in pieces, by the open protocol tus 1.0.0 (https://tus.io)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response

from obligations import arrivals
from obligations.models import Upload
from obligations.queries import uploads as queries
from obligations.services import uploads
from providers.errors import InvalidInput
from providers.models import Provider
from providers.rest.fields import Instant
from providers.rest.pagination import Key
from providers.rest.views import Resource

VERSION = "1.0.0"
MEDIA_TYPE = "application/offset+octet-stream"
_NUMBER = re.compile(r"[0-9]{1,18}")


def _header(name: str, told: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(
        name, OpenApiTypes.STR, OpenApiParameter.HEADER, description=told, **more
    )


_OFFSET = _header("Upload-Offset", "How many bytes have arrived.", response=[200, 204])
_EXPIRES = _header("Upload-Expires", "Until when it waits.", response=[200, 201, 204])
_LENGTH = _header("Upload-Length", "How many bytes the whole file has.", response=[200])


class UploadVersion(APIException):
    """The caller speaks another version of tus."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = f"This server speaks tus {VERSION}."


class SamePieceOut(serializers.Serializer[Any]):
    """A piece of evidence that holds the same bytes."""

    id = serializers.UUIDField()
    title = serializers.CharField()


class UploadOut(serializers.Serializer[Any]):
    """A file on its way, for the person alone who sends it."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField()
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="Of the whole file, in bytes.")
    offset = serializers.IntegerField(help_text="How many bytes have arrived.")
    sha256 = serializers.CharField(help_text="Empty until all bytes have arrived.")
    fingerprint = serializers.CharField(help_text="The sender's own mark of the file.")
    opened_at = Instant()
    expires_at = Instant(help_text="Counted anew from the last bytes that came.")
    used_at = Instant(allow_null=True, help_text="When it was recorded.")
    same_bytes = SamePieceOut(
        many=True, help_text="Evidence of the provider that holds the same bytes; of one upload."
    )


class Uploads(Resource):
    """Files on their way, for whoever opened them alone."""

    queryset = Upload.objects.none()
    parser_classes = []
    order = (Key("opened_at", datetime), Key("id", UUID))
    is_guarded = False
    keeps_answers = False

    def get_queryset(self) -> QuerySet[Upload]:
        """Narrow to those the caller opened."""
        return queries.own(self.actor, now=timezone.now())

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """See that the caller speaks the same version, where it names one."""
        super().initial(request, *args, **kwargs)
        if request.headers.get("Tus-Resumable", VERSION) != VERSION:
            raise UploadVersion

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Say which version is spoken, and what it can do."""
        found = super().finalize_response(request, response, *args, **kwargs)
        found["Tus-Resumable"] = found["Tus-Version"] = VERSION
        found["Tus-Extension"] = "creation,expiration,termination"
        found["Tus-Max-Size"] = str(settings.EVIDENCE_MAX_BYTES)
        return found

    @extend_schema(responses=UploadOut(many=True))
    def list(self, request: Request) -> Response:
        """List one's uploads that are not recorded yet, oldest first."""
        rows = queries.waiting(self.actor, now=timezone.now())
        return self.page(rows, body)

    @extend_schema(
        request=None,
        responses={201: UploadOut},
        parameters=[
            _header("Upload-Length", "How many bytes the whole file has.", required=True),
            _header(
                "Upload-Metadata",
                "Pairs of a name and a value in Base64, between commas: filename; provider, where "
                "one belongs to several; sha256, checked when all has arrived; fingerprint, a mark "
                "of one's own.",
                required=True,
            ),
            _EXPIRES,
            _header("Location", "Where its bytes go.", response=[201]),
        ],
    )
    def create(self, request: Request) -> Response:
        """Open an upload. Its bytes follow by PATCH; it is recorded as evidence by its id."""
        told = metadata(request.headers.get("Upload-Metadata", ""))
        row = uploads.open_upload(
            provider=self._provider(told.get("provider", "")),
            file_name=told.get("filename", ""),
            size=_number(request, "Upload-Length"),
            fingerprint=told.get("fingerprint", ""),
            sha256=told.get("sha256", ""),
            by=self.actor,
            now=timezone.now(),
        )
        response = _answer(row, body(row), code=201)
        response["Location"] = f"/api/v1/uploads/{row.pk}/"
        return response

    @extend_schema(responses=UploadOut, parameters=[_OFFSET, _LENGTH, _EXPIRES])
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read how far an upload is; HEAD answers the same in headers."""
        row = self.found()
        told = body(row)
        same = queries.same_bytes(self.actor, row)
        told["same_bytes"] = [{"id": one.pk, "title": one.title} for one in same]
        return _answer(row, told)

    @extend_schema(
        request={MEDIA_TYPE: OpenApiTypes.BINARY},
        responses={204: None},
        parameters=[
            _header("Upload-Offset", "How many bytes have arrived before these.", required=True),
            _OFFSET,
            _EXPIRES,
        ],
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Send the next bytes, as many at a time as one likes; what arrived before a break stays.

        409 says that the server has another number of bytes than Upload-Offset: ask, and go on.
        """
        row = self.found()
        if request.content_type != MEDIA_TYPE:
            raise UnsupportedMediaType(request.content_type or "", f"Send {MEDIA_TYPE}.")
        offset = _number(request, "Upload-Offset")
        if offset + _announced(request) > row.size:
            message = f"More bytes would come than the {row.size} that were announced."
            raise InvalidInput(message, field="Upload-Offset")
        uploads.write(
            upload=row,
            offset=offset,
            source=request._request,
            by=self.actor,
            now=timezone.now(),
        )
        return _answer(self.found(), None, code=204)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Give an upload up; its bytes are removed."""
        uploads.cancel(upload=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)

    def _provider(self, named: str) -> Provider:
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        if not named and len(self.actor.provider_ids) == 1:
            return mine.get()
        try:
            return mine.get(pk=UUID(named))
        except (ValueError, Provider.DoesNotExist):
            message = "Name one of your providers in Upload-Metadata, by its id."
            raise InvalidInput(message, field="provider") from None


def body(row: Upload) -> dict[str, Any]:
    """Write an upload with what has arrived of it."""
    told: dict[str, Any] = UploadOut(
        {
            "id": row.pk,
            "provider": row.provider_id,
            "file_name": row.file_name,
            "size": row.size,
            "offset": _arrived(row),
            "sha256": row.sha256,
            "fingerprint": row.fingerprint,
            "opened_at": row.opened_at,
            "expires_at": row.expires_at,
            "used_at": row.used_at,
            "same_bytes": [],
        }
    ).data
    return told


def metadata(header: str) -> dict[str, str]:
    """Read Upload-Metadata; other names than ours are left aside, as senders add some."""
    found = {}
    for pair in filter(None, (one.strip() for one in header.split(","))):
        name, _, value = pair.partition(" ")
        try:
            found[name] = b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            message = f"“{name[:40]}” is not UTF-8 in Base64."
            raise InvalidInput(message, field="Upload-Metadata") from None
    return found


def _answer(row: Upload, told: dict[str, Any] | None, *, code: int = 200) -> Response:
    headers = {
        "Upload-Offset": str(_arrived(row)),
        "Upload-Length": str(row.size),
        "Upload-Expires": http_date(row.expires_at.timestamp()),
    }
    return Response(told, status=code, headers=headers)


def _arrived(row: Upload) -> int:
    return row.size if row.used_at else arrivals.arrived(row.pk)


def _number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise InvalidInput(f"Send {name}, a number of bytes.", field=name)
    return int(value)


def _announced(request: Request) -> int:
    value = request.META.get("CONTENT_LENGTH") or ""
    return int(value) if _NUMBER.fullmatch(value) else 0
