"""Turns refusals into pages and API bodies, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from obligations.arrivals import UploadGone
from obligations.services.steps import NotAllowedNow
from obligations.storage import BytesMissing, FileTooLarge, StorageFull
from providers.errors import Conflict, DomainError, InvalidInput, NotPermitted
from providers.services.revisions import StaleRevision

API = "/api/"
PROBLEM = "application/problem+json"

# The nearest class of a refusal decides; what is not named is a step that is not possible now.
STATUSES: Mapping[type[Exception], HTTPStatus] = {
    NotPermitted: HTTPStatus.FORBIDDEN,
    InvalidInput: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.CONFLICT,
    StaleRevision: HTTPStatus.PRECONDITION_FAILED,
    NotAllowedNow: HTTPStatus.CONFLICT,
    FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
    BytesMissing: HTTPStatus.GONE,
    UploadGone: HTTPStatus.GONE,
    DomainError: HTTPStatus.CONFLICT,
}


def status_of(error: DomainError) -> HTTPStatus:
    """Say which HTTP status a refusal has."""
    return next(STATUSES[cls] for cls in type(error).__mro__ if cls in STATUSES)


# Programs


def answer_program(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an error of an API view as problem+json (RFC 9457); None for a bug."""
    known = _as_api_exception(error)
    if isinstance(known, DomainError):
        return _response(_problem_of(known))
    if not isinstance(known, exceptions.APIException):
        return None
    body = problem(known.status_code, *_told(known.detail))
    return _response(body, headers=_headers(known))


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Make the body of a problem: ``title``, ``status``, ``detail``, and the fields at fault."""
    body: dict[str, Any] = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return body | {"errors": errors} if errors else body


def _as_api_exception(error: Exception) -> Exception:
    match error:
        case exceptions.NotAuthenticated():
            told = "Send a token (Authorization: Bearer ...), or sign in on the pages."
            return _with_header(exceptions.NotAuthenticated(told), error)
        case Http404():
            return exceptions.NotFound("There is nothing at this address, or it is not yours.")
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case RequestDataTooBig():
            return DomainTooLarge("The request is larger than this server accepts.")
        case SuspiciousOperation() | UnreadablePostError():
            return exceptions.ParseError("The request could not be read.")
    return error


class DomainTooLarge(exceptions.APIException):
    """Django refused the size of a request before a parser saw it."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def _with_header(
    told: exceptions.APIException, error: exceptions.APIException
) -> exceptions.APIException:
    told.auth_header = getattr(error, "auth_header", None)  # type: ignore[attr-defined] # read by REST framework
    return told


def _problem_of(error: DomainError) -> dict[str, Any]:
    fields: list[dict[str, str]] = []
    if isinstance(error, InvalidInput):
        fields = [_field(one.field, one.message) for one in error.problems if one.field]
    elif error.field:
        fields = [_field(error.field, error.message)]
    return problem(status_of(error), error.message, fields)


def _field(name: str, message: str) -> dict[str, str]:
    return {"field": name, "message": message}


def _told(detail: Any) -> tuple[str, list[dict[str, str]]]:
    if isinstance(detail, str):
        return str(detail), []
    fields = list(_flat("", detail))
    named = [one for one in fields if one["field"]]
    if not named:
        return " ".join(one["message"] for one in fields), []
    return " ".join(f"{one['field']}: {one['message']}" for one in named[:3]), named


def _flat(name: str, detail: Any) -> Iterator[dict[str, str]]:
    """Name nested fields as the rest of the product does: model.open_source, phases[0].units."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            if isinstance(key, int):
                yield from _flat(f"{name}[{key}]", value)
            elif key == "non_field_errors":
                yield from _flat(name, value)
            else:
                yield from _flat(f"{name}.{key}" if name else str(key), value)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            yield from _flat(f"{name}[{index}]" if isinstance(value, Mapping) else name, value)
    else:
        yield _field(name, str(detail))


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _response(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM)


# People


class RefusalMiddleware:
    """Show a refusal that a view let pass as a page with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a DomainError; everything else is a bug and goes to the log."""
        if not isinstance(error, DomainError):
            return None
        status = status_of(error)
        if _is_program(request):
            return _json(_problem_of(error))
        # On pages, 412 and 400 would be read as faults of the browser.
        shown = {HTTPStatus.BAD_REQUEST: 422, HTTPStatus.PRECONDITION_FAILED: 409}.get(
            status, status
        )
        template = "403.html" if status is HTTPStatus.FORBIDDEN else "refusal.html"
        return render(request, template, {"reason": error.message}, status=shown)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself found wrong with a request."""
    if _is_program(request):
        return _json(problem(400, "The request could not be read."))
    reason = _("The request could not be read. Go back and try again.")
    return render(request, "refusal.html", {"reason": reason}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not do this."""
    if _is_program(request):
        return _json(problem(403, str(exception) or "This is not allowed."))
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    if _is_program(request):
        return _json(problem(404, missing_address(request.path_info)))
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a bug: nothing was half-written, and the log has the rest."""
    if _is_program(request):
        return _json(problem(500, "Something went wrong on our side. Nothing was half-written."))
    return render(request, "500.html", status=500)


def missing_address(path: str) -> str:
    """Say what is wrong with an address; most often its last slash is missing."""
    if not path.endswith("/"):
        try:
            if resolve(f"{path}/").view_name != "api-nothing":
                return f"Addresses end with a slash: {path}/"
        except Resolver404:
            pass
    return "There is nothing at this address."


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def _json(body: dict[str, Any]) -> JsonResponse:
    return JsonResponse(body, status=body["status"], content_type=PROBLEM)
