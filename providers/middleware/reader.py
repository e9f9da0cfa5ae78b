"""In which language and time zone a page is written."""

from __future__ import annotations

from collections.abc import Awaitable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from providers import reader
from providers.middleware.actor import person_of


class ReaderMiddleware(LocaleMiddleware):
    """Write pages in the person's language and time zone, else as the browser asks.

    Programs are always answered in English: they compare texts.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        person = person_of(request)
        with reader.reading_in(person.time_zone if person else ""):
            return super().__call__(request)

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language of the request."""
        person = person_of(request)
        is_program = request.path_info.startswith("/api/")
        chosen = settings.LANGUAGE_CODE if is_program else person and person.language
        if not chosen:
            super().process_request(request)
            return
        translation.activate(chosen)
        request.LANGUAGE_CODE = translation.get_language()
