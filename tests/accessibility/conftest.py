"""Every page of the demonstration as people of each role find it, and a browser to look at them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.signals import template_rendered

from providers.models import User
from tests.accessibility.visits import visited
from tests.browser import browser, built_styles
from tests.crawl import Found, walk

__all__ = ["browser", "built_styles"]
SITE = "http://localhost"  # A browser lets it do what only secure sites may.
STARTS = {
    "officer": ("/", "/duties/", "/duties/matrix/", "/timeline/", "/search/?q=training"),
    "reviewer": ("/", "/office/submissions/", "/office/statistics/", "/search/?q=training"),
    "representative": ("/", "/duties/"),
    "visitor": ("/", "/catalogue/", "/accounts/login/", "/accounts/password/reset/"),
}
# So many pages of one view are opened, to find one in every state of it.
OPENED = 4
# Pages that no link leads to stand under this name, beside those of the roles.
UNLINKED = "unlinked"
ROLES = (*STARTS, UNLINKED)


@pytest.fixture(scope="package")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The demonstration's rows, in one transaction that is undone at the end, and its files."""
    folder = tmp_path_factory.mktemp("demonstration")
    kept = override_settings(VAR_DIR=folder, EVIDENCE_ROOT=folder / "evidence")
    with django_db_blocker.unblock(), kept, transaction.atomic():
        call_command("sync_catalogue", verbosity=0)
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class Walked:
    """The pages that people found, and that no link leads to; the names of their templates."""

    pages: dict[str, list[Found]]
    templates: frozenset[str]


@pytest.fixture(scope="package")
def walked(demonstration) -> Walked:
    """Walk as everybody before a browser starts: in its event loop Django has other connections."""
    names: set[str] = set()

    def remember(template, **_: object) -> None:
        names.add(template.name)

    template_rendered.connect(remember)
    pages = {
        role: list(walk(client_of(role), *starts, each=OPENED)) for role, starts in STARTS.items()
    }
    pages[UNLINKED] = list(visited())
    template_rendered.disconnect(remember)
    return Walked(pages, frozenset(names))


def client_of(role: str) -> Client:
    cache.clear()
    client = Client()
    if role != "visitor":
        client.force_login(User.objects.get(email=f"{role}@demonstration.example"))
    return client


@pytest.fixture(scope="module")
def show(browser, built_styles) -> Iterator[Callable[..., object]]:
    """Open an answer under its own address and headers, with the styles and scripts it names."""
    contexts = []

    def open_it(address: str, answer: HttpResponse, **options: object):
        if not contexts:
            contexts.append(browser.new_context(**options))
            # What an opened fold asks for is a page of its own here: a fold keeps its link to it.
            contexts[0].route(f"{SITE}/**", lambda route: route.fulfill(status=204))
            contexts[0].route(f"{SITE}/static/**", lambda route: _static(route, built_styles))
        page = contexts[0].new_page()
        page.route(f"{SITE}{address}", lambda route: _answer(route, answer))
        page.goto(f"{SITE}{address}", wait_until="load")
        return page

    yield open_it
    for context in contexts:
        context.close()


def _answer(route, answer: HttpResponse) -> None:
    route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.content)


def _static(route, built_styles: Path) -> None:
    name = urlsplit(route.request.url).path.removeprefix("/static/")
    found = built_styles if name.endswith("app.built.css") else finders.find(name)
    if not found:
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    route.fulfill(status=200, headers={"Content-Type": kind}, body=Path(found).read_bytes())
