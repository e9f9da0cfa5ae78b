"""The ways from one page of a list to the pages beside it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def beside(request: HttpRequest, page: Page[Any], name: str = "page") -> dict[str, str]:
    """Give the addresses of the pages before and after, empty where there is none.

    ``name`` is the parameter that says which page of the list is shown; the others stay.
    """

    def at(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "previous": at(page.previous_page_number()) if page.has_previous() else "",
        "next": at(page.next_page_number()) if page.has_next() else "",
    }
