"""Fills a database, walks the product, multiplies the rows, and takes every page again."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from benchmarks import multiply
from benchmarks.page_table import Line, Taken, table
from providers.models import Provider, User
from tests.crawl import loaded_first, walk

STARTS = {
    "Officer": ("/", "/duties/", "/duties/matrix/", "/timeline/", "/search/?q=training"),
    "Reviewer": ("/", "/office/submissions/", "/office/statistics/", "/search/?q=training"),
    "Visitor": ("/", "/catalogue/"),
}


def measure(*, times: int, rounds: int, on: date) -> str:
    """Answer the table of every page at the demonstration's size and at ``times`` of it."""
    setup_test_environment()
    for command in ("build_styles", "build_messages", "sync_catalogue", "load_demo"):
        call_command(command, verbosity=0)
    logging.disable()  # Refusals on the way are no news.
    clients = _clients()
    pages = [(role, *page) for role, client in clients.items() for page in _pages(role, client)]
    ours = list(Provider.objects.values_list("pk", flat=True))
    before = multiply.rows()
    small = [_take(clients[role], address, rounds) for role, _, address in pages]
    multiply.providers(times - 1)
    multiply.within_providers(times - 1, among=ours)
    large = [_take(clients[role], address, rounds) for role, _, address in pages]
    lines = [
        Line(role, view, one, more)
        for (role, view, _), one, more in zip(pages, small, large, strict=True)
    ]
    return table(
        lines,
        rows=(before, multiply.rows()),
        bare=median(_milliseconds(clients["Visitor"], "/livez") for _ in range(50)),
        times=times,
        on=on,
    )


def _clients() -> dict[str, Client]:
    """Sign in whom the demonstration names for each role; a visitor stays outside."""
    told = json.loads((Path(settings.VAR_DIR) / "demo-access.json").read_text())["accounts"]
    addresses = {one["role"]: one["email"] for one in told}
    clients = {role: Client() for role in STARTS}
    for role in ("Officer", "Reviewer"):
        clients[role].force_login(User.objects.get(email=addresses[role.lower()]))
    return clients


def _pages(role: str, client: Client) -> Iterator[tuple[str, str]]:
    """Yield name and address of the API's collections and of the pages that links lead to."""
    if role != "Visitor":
        told = [urlsplit(one).path for one in client.get("/api/v1/").json().values()]
        readable = (one for one in told if client.get(one).status_code == 200)
        yield from ((f"API {one.removeprefix('/api/v1/').strip('/')}", one) for one in readable)
    yield from ((found.view, found.address) for found in walk(client, *STARTS[role]))


def _take(client: Client, address: str, rounds: int) -> Taken:
    client.get(address)  # What is read once by a process is not the page's.
    reset_queries()  # A full log would count nothing.
    with CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(address)
    queries = len(asked)  # The next request empties the log.
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}.")
    return Taken(
        queries,
        median(_milliseconds(client, address) for _ in range(rounds)),
        len(gzip.compress(answer.content)),
        sum(map(_weight, loaded_first(answer.content.decode()))),
    )


def _milliseconds(client: Client, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - began) * 1000


def _weight(name: str) -> int:
    return len(gzip.compress(Path(settings.STATIC_ROOT, name).read_bytes(), 9))
