"""Harmonised standards: the lists there are, each with its day, for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.catalogue.records import Standard
from obligations.law.deadlines import brussels_day
from obligations.phrasebook.shown import phrase
from obligations.queries import catalogue
from obligations.queries import standards as queries


@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Show what is known of harmonised standards, and how they were looked for."""
    today = brussels_day(timezone.now())
    latest, *earlier = queries.lists()
    keys = {key for one in latest.standards for key in (*one.covers, *one.covers_in_part)}
    entries = catalogue.entries(today).filter(key__in=keys)
    titles = {one.key: f"{phrase(one.title)} ({phrase(one.cite)})" for one in entries}
    context = {
        "latest": latest,
        "earlier": earlier,
        "shown": [_shown(one, titles, today) for one in latest.standards],
    }
    return render(request, "routes/standards.html", context)


def _shown(one: Standard, titles: Mapping[str, str], today: date) -> dict[str, Any]:
    """Give a standard with the titles of what it covers; in part with the words, whole without."""
    whole = [(key, titles.get(key, key), "") for key in one.covers]
    parts = [(key, titles.get(key, key), words) for key, words in one.covers_in_part.items()]
    return {"standard": one, "covers": [*whole, *parts], "stands": one.stands_on(today)}
