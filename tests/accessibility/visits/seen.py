"""Runs every visit, and gives what was seen as the pages that links lead to are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import isfunction
from types import ModuleType

from django.db import transaction
from django.http import HttpResponse

from tests.accessibility.visits import accounts, organisation, rooms, wrong
from tests.accessibility.visits.people import People
from tests.crawl import Found

Visit = Callable[[People], HttpResponse]
MODULES = (accounts, organisation, rooms, wrong)
# A page answers 200, or 422 where a form has mistakes; these say by their status what went wrong.
OTHERWISE: dict[str, tuple[int, ...]] = {
    "nothing_there": (404,),
    "not_allowed": (403,),
    "our_fault": (500,),
    "form_of_another_site": (403,),
    "failed": (401,),
    "not_let_in": (403,),
    "invitation_used": (404,),
}


def visits(module: ModuleType) -> Iterator[Visit]:
    """Yield the visits of a module as they stand there: its own functions, but not its helpers."""
    for name, one in vars(module).items():
        if isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_"):
            yield one


def visited(language: str = "") -> Iterator[Found]:
    """Yield what every visit ended at, in a language if one is given."""
    for visit in (one for module in MODULES for one in visits(module)):
        name = visit.__name__
        with transaction.atomic():
            answer = visit(People(language))
            transaction.set_rollback(True)
        assert answer["Content-Type"].startswith("text/html"), name
        expected = OTHERWISE.get(name, (200, 422))
        assert answer.status_code in expected, (name, answer.status_code)
        yield Found(name, answer.wsgi_request.get_full_path(), answer)
