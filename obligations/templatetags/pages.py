"""The pages of a list: which of its rows are shown, and the ways to the pages beside it."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest

register = template.Library()

# What an address asks for once, beside the list; turning a page does not ask for it again.
ONCE = ("verify",)


@register.inclusion_tag("_pages.html", takes_context=True)
def pages(
    context: template.Context,
    page: Page[Any],
    nouns: str,
    *,
    name: str = "page",
    label: str = "",
    to: str = "",
) -> dict[str, object]:
    """Say which rows of how many are shown, and link the pages beside this one where there are.

    ``nouns`` says what the rows are, as a plural. ``name`` is the parameter of the address that
    says which page is shown; every other parameter stays. ``label`` names the navigation where a
    page of the product has two. ``to`` is the list's own address without its parameters, a
    fragment of it, or both, where the links should not lead to the address that is shown: the
    answer to a form, or a list far down.
    """
    request: HttpRequest = context["request"]
    return {
        "page": page,
        "nouns": nouns,
        "label": label,
        "previous": _at(request, name, page.previous_page_number(), to)
        if page.has_previous()
        else "",
        "next": _at(request, name, page.next_page_number(), to) if page.has_next() else "",
    }


def _at(request: HttpRequest, name: str, number: int, to: str) -> str:
    query = request.GET.copy()
    for one in ONCE:
        query.pop(one, None)
    query[name] = str(number)
    path, hash_sign, fragment = to.partition("#")
    return f"{path}?{query.urlencode()}{hash_sign}{fragment}"
