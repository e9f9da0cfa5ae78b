"""Runs every visit, and gives what was seen as the pages that links lead to are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction
from django.http import HttpResponse

from tests.accessibility.visits import accounts, organisation, rooms, wrong
from tests.accessibility.visits.people import People
from tests.crawl import Found

Visit = Callable[[People], HttpResponse]
VISITS: tuple[Visit, ...] = (
    *accounts.VISITS,
    *organisation.VISITS,
    *rooms.VISITS,
    *wrong.VISITS,
)


def visited(language: str = "") -> Iterator[Found]:
    """Yield what every visit ended at, in a language if one is given."""
    for visit in VISITS:
        with transaction.atomic():
            answer = visit(People(language))
            transaction.set_rollback(True)
        assert answer["Content-Type"].startswith("text/html"), visit.__name__
        assert answer.status_code not in (301, 302), (visit.__name__, answer["Location"])
        yield Found(visit.__name__, answer.wsgi_request.get_full_path(), answer)
