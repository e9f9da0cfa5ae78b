"""For whom a page is written: its language, and the time zone in which its instants are shown.

Django's own current zone stays Brussels, because "today" is a legal day in views, forms and jobs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.utils import translation

from providers.written import ENGLISH

BRUSSELS = ZoneInfo("Europe/Brussels")

_zone: ContextVar[ZoneInfo] = ContextVar("reader_zone", default=BRUSSELS)


def language() -> str:
    """Say in which language the page is written; English where translation is switched off."""
    return translation.get_language() or ENGLISH


def zone() -> ZoneInfo:
    """Say in which time zone instants are shown to the present reader."""
    return _zone.get()


@contextmanager
def reading_in(name: str) -> Iterator[None]:
    """Show instants in a time zone for the lines within; no name is Brussels."""
    token = _zone.set(ZoneInfo(name) if name else BRUSSELS)
    try:
        yield
    finally:
        _zone.reset(token)
