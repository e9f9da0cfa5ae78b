"""The pages of the product, found as a reader finds them: by following links."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

LOADED = re.compile(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="/static/([^"]+)"')
# Following these would change something, or leave the account that looks around.
NOT_FOLLOWED = frozenset({"account_logout", "organisation"})
REFUSALS = frozenset({401, 403, 404, 405, 410, 500})


@dataclass(frozen=True, slots=True)
class Found:
    """A page: the name of its view, an address of it, and its answer."""

    view: str
    address: str
    answer: HttpResponse


def walk(client: Client, *starts: str, each: int = 1) -> Iterator[Found]:
    """Yield a page of every view that links lead to from ``starts``, one for each of its templates.

    Up to ``each`` pages of a view are opened: one that is made as the one before is followed, not
    yielded. Only pages that answer 200 as HTML are yielded and followed. A page of filters is one
    page: query strings are left out unless a start has one. A link that leads to nothing, or to
    what its reader may not see, is a fault of its page: AssertionError names both.
    """
    waiting = deque(starts)
    # Every address that was found, with the page that leads there.
    seen = dict.fromkeys(starts, "the start")
    counted, made = dict[str, int](), set[tuple[str, str]]()
    while waiting:
        address = waiting.popleft()
        view = view_of(address)
        if view is None or counted.get(view, 0) >= each:
            continue
        answer = client.get(address)
        if answer.status_code in (301, 302):
            led = urljoin(address, answer["Location"])
            waiting.extend({led} - seen.keys())
            seen.setdefault(led, address)
            continue
        assert answer.status_code not in REFUSALS, f"{seen[address]} leads to {address}"
        if answer.streaming:
            # Read to its end, a file is closed; closed by hand, it would take the connection along.
            deque(answer.streaming_content, maxlen=0)
            continue
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        counted[view] = counted.get(view, 0) + 1
        template = answer.templates[0].name if answer.templates else ""
        if (view, template) not in made:
            made.add((view, template))
            yield Found(view, address, answer)
        for link in links(answer.content.decode(), address):
            if link not in seen:
                seen[link] = address
                waiting.append(link)


def view_of(address: str) -> str | None:
    """Name the view that answers an address; None where there is none, or it is not followed."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    name = match.view_name or match.route
    return None if name in NOT_FOLLOWED else name


def links(page: str, address: str) -> Iterator[str]:
    """Yield the addresses on this site that a page links to, without query and fragment."""
    parser = _Links()
    parser.feed(page)
    for href in parser.found:
        parts = urlsplit(urljoin(f"http://testserver{address}", href))
        if parts.scheme == "http" and parts.netloc == "testserver":
            yield parts.path


def loaded_first(page: str) -> set[str]:
    """Name the styles and scripts that a page loads before it is shown, below ``/static/``."""
    return set(LOADED.findall(page))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # A download attribute says that a file comes, not a page.
        if tag == "a" and given.get("href") and "download" not in given:
            self.found.append(str(given["href"]))
