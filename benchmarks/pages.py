"""Every page with the demonstration's data and with a hundred times as much.

Fills a database of its own with the demonstration, follows the links of the product as a
compliance officer, as a reviewer and as a visitor, and takes of every page: the queries it asks,
the time the server needs for it, its weight as it goes over the line, and the weight of the styles
and scripts that it names. Then it multiplies the rows and takes the same addresses again. Times
are medians and stand beside a bare view's of the same run, so that a busy machine slows both.

    python -m benchmarks.pages [--times 100] [--rounds 5] [--write docs/pages.md]
"""

from __future__ import annotations

import argparse
import gzip
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from benchmarks.database import private_database

STARTS = {
    "Officer": ("/", "/duties/", "/duties/matrix/", "/timeline/", "/search/?q=training"),
    "Reviewer": ("/", "/office/submissions/", "/office/statistics/", "/search/?q=training"),
    "Visitor": ("/", "/catalogue/"),
}
HEAD = re.compile(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="/static/([^"]+)"')


@dataclass(slots=True)
class Taken:
    """What one page cost at one size: queries, milliseconds, and bytes after gzip."""

    queries: int
    milliseconds: float
    html: int
    assets: int


@dataclass(slots=True)
class Line:
    """A page and what it cost with the demonstration's data and with more."""

    role: str
    view: str
    address: str
    small: Taken
    large: Taken | None = None


def main() -> None:
    """Measure and print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with private_database():
        text = measure(times=given.times, rounds=given.rounds)
    if given.write:
        given.write.write_text(text)
    print(text)


def measure(*, times: int, rounds: int) -> str:
    """Fill, measure, multiply, measure again; answer the table as Markdown."""
    from django.core.management import call_command  # noqa: PLC0415 -- needs settings
    from django.test.utils import setup_test_environment  # noqa: PLC0415 -- needs settings

    from benchmarks import multiply  # noqa: PLC0415 -- needs settings
    from providers.models import Provider  # noqa: PLC0415 -- needs settings

    setup_test_environment()
    for command in ("build_styles", "build_messages", "sync_catalogue", "load_demo"):
        call_command(command, verbosity=0)
    logging.disable()  # Refusals on the way are no news.
    clients = _clients()
    lines = [line for role in STARTS for line in _walk(role, clients[role], rounds)]
    before, bare = multiply.rows(), _bare(clients["Visitor"], rounds)
    ours = list(Provider.objects.values_list("pk", flat=True))
    multiply.providers(times - 1)
    multiply.within_providers(times - 1, among=ours)
    for line in lines:
        line.large = _take(clients[line.role], line.address, rounds)
    bare = min(bare, _bare(clients["Visitor"], rounds))
    return _table(lines, rows=(before, multiply.rows()), bare=bare, times=times)


def _clients() -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415 -- needs settings

    from providers.models import Membership, User  # noqa: PLC0415 -- needs settings

    officer = Membership.objects.filter(role="officer").order_by("created_at", "pk")[0].user
    clients = {role: Client() for role in STARTS}
    clients["Officer"].force_login(officer)
    clients["Reviewer"].force_login(User.objects.get(is_office=True))
    for client in clients.values():
        client.defaults["REMOTE_ADDR"] = "127.0.0.1"
    return clients


def _walk(role: str, client: Any, rounds: int) -> Iterator[Line]:
    from tests.crawl import walk  # noqa: PLC0415 -- needs settings

    for address in () if role == "Visitor" else _collections(client):
        yield Line(role, f"API {address[8:-1]}", address, _take(client, address, rounds))
    for found in list(walk(client, *STARTS[role])):
        yield Line(role, found.view, found.address, _take(client, found.address, rounds))


def _collections(client: Any) -> list[str]:
    """Name the API's collections that the index tells of and this person may read."""
    told = [urlsplit(one).path for one in client.get("/api/v1/").json().values()]
    return [one for one in told if client.get(one).status_code == 200]


def _take(client: Any, address: str, rounds: int) -> Taken:
    from django.db import connection, reset_queries  # noqa: PLC0415 -- needs settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs settings

    client.get(address)  # What is read once by a process is not the page's.
    reset_queries()  # A full log would count nothing.
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)  # The next request empties the log.
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}.")
    spent = [_seconds(client, address) for _ in range(rounds)]
    return Taken(
        queries,
        median(spent) * 1000,
        len(gzip.compress(answer.content)),
        sum(map(_weight, sorted(set(HEAD.findall(answer.content.decode()))))),
    )


def _seconds(client: Any, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return time.perf_counter() - began


def _bare(client: Any, rounds: int) -> float:
    return median(_seconds(client, "/livez") for _ in range(rounds * 10)) * 1000


def _weight(name: str) -> int:
    from django.conf import settings  # noqa: PLC0415 -- needs settings

    return len(gzip.compress(Path(settings.STATIC_ROOT, name).read_bytes(), 9))


def _table(lines: list[Line], *, rows: tuple[int, int], bare: float, times: int) -> str:
    heaviest = max(line.small.assets for line in lines)
    slowest = sorted(lines, key=lambda one: -one.large.milliseconds)[0] if lines else None
    growing = [one for one in lines if one.large and one.large.queries > one.small.queries]
    said = [
        "# What every page costs",
        "",
        f"Measured on {date.today()} by `python -m benchmarks.pages --times {times}`: the "  # noqa: DTZ011
        f"demonstration ({rows[0]:,} rows), and {times} times the rows of every provider with "
        f"{times} times as many providers ({rows[1]:,} rows).",
        "",
        "Times are medians of one process on the machine at hand, without network; a bare view of "
        f"the same run takes {bare:.2f} ms. Weights are after gzip: the page itself, and the "
        "styles and scripts it names, which a browser fetches once.",
        "",
        f"- Heaviest styles and scripts of a page: {heaviest / 1024:.1f} KB (the limit is 100 KB).",
        f"- Slowest page with more rows: `{slowest.view}`, {slowest.large.milliseconds:.0f} ms."
        if slowest and slowest.large
        else "",
        "- Pages whose queries grow with the rows: "
        + (", ".join(f"`{one.view}`" for one in growing) or "none")
        + ".",
        "",
        f"| Page | Queries | at {times}x | ms | at {times}x | Page KB | at {times}x | CSS+JS KB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for role in STARTS:
        said.append(f"| **{role}** | | | | | | | |")
        said += [_line(one) for one in lines if one.role == role]
    return "\n".join(said) + "\n"


def _line(line: Line) -> str:
    small, large = line.small, line.large or line.small
    return (
        f"| {line.view} | {small.queries} | {large.queries} | {small.milliseconds:.0f} | "
        f"{large.milliseconds:.0f} | {small.html / 1024:.1f} | {large.html / 1024:.1f} | "
        f"{small.assets / 1024:.1f} |"
    )


if __name__ == "__main__":
    main()
