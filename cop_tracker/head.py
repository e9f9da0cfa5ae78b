"""HEAD is answered wherever GET is: the same status and headers, without the bytes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class HeadMiddleware:
    """Let views see a GET, and send away what they answered without its body.

    Views name the methods they know, and most name GET alone. Stands last, nearest to the views.
    What the full answer holds open is closed with the bare one: closing it here would end the
    request, and its connection to the database, while others still work on it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            full = self.get_response(request)
        finally:
            request.method = "HEAD"
        headers = dict(full.headers)
        if isinstance(full, HttpResponse):
            headers.setdefault("Content-Length", str(len(full.content)))
        bare = HttpResponse(status=full.status_code, headers=headers)
        bare.cookies = full.cookies
        bare._resource_closers = full._resource_closers  # type: ignore[attr-defined] # Django's
        return bare
