"""What a page can do, a program can do, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from cop_tracker import api_urls
from tests.house.page_actions import COUNTERPARTS, REASONS, SIGN_IN

API = "api/"
Route = tuple[str, URLPattern]


def routes(found, prefix: str = "") -> Iterator[Route]:
    for entry in found:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, address)
        else:
            yield address, entry


def methods(view) -> list[str] | None:
    """Give the methods that a view names with Django's decorators; None where it names none."""
    while view is not None:
        names = getattr(getattr(view, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            return view.__closure__[names.index("request_method_list")].cell_contents
        view = getattr(view, "__wrapped__", None)
    return None


PAGES = [
    (address, entry)
    for address, entry in routes(get_resolver().url_patterns)
    if not address.startswith((API, SIGN_IN))
]
TAKING_A_POST = {
    entry.name or address for address, entry in PAGES if "POST" in (methods(entry.callback) or ())
}
OPERATIONS = {
    f"{method} {entry.name}"
    for _, entry in routes(api_urls.urlpatterns)
    for method in getattr(entry.callback, "actions", None) or ()
}


def wanted(name: str) -> tuple[str, ...]:
    found = COUNTERPARTS[name]
    return (found,) if isinstance(found, str) else found


def test_every_page_names_the_methods_it_takes():
    silent = [address for address, entry in PAGES if methods(entry.callback) is None]

    assert silent == [], "say @require_GET, @require_POST or @require_http_methods"


def test_every_page_that_takes_a_post_has_its_operation_or_a_reason():
    known = COUNTERPARTS.keys() | REASONS.keys()

    assert TAKING_A_POST - known == set(), "name the operation of the API, or why there is none"
    assert known - TAKING_A_POST == set(), "pages that are gone, or take no POST any more"
    assert COUNTERPARTS.keys() & REASONS.keys() == set()


def test_the_operations_named_exist():
    named = {name: set(wanted(name)) for name in COUNTERPARTS}

    missing = {name: found - OPERATIONS for name, found in named.items() if found - OPERATIONS}

    assert missing == {}
