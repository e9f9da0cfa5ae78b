"""The catalogue: search, one entry, the life of the Code, fixed days, and open questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import AUDIENCES
from obligations.exports.lists import CATALOGUE, FIXED_DATES
from obligations.forms.catalogue import CatalogueFilter
from obligations.law import figures
from obligations.law.deadlines import brussels_day
from obligations.models import Obligation
from obligations.phrasebook.shown import phrase
from obligations.queries import catalogue as rows
from obligations.queries import outline, questions
from obligations.queries.pictures import life_picture
from providers.sheets import answers as sheets

PAGE = 50
LIST_FILTERS = ("q", "kind", "chapter", "audience")


@require_GET
def catalogue_list(request: HttpRequest) -> HttpResponseBase:
    """Show a text as a tree, or what was searched for as a list."""
    form = CatalogueFilter(request.GET or None)
    chosen = form.chosen
    on = chosen.get("as_of") or brussels_day(timezone.now())
    wants_list = any(chosen.get(name) for name in LIST_FILTERS)
    if sheets.wanted(request):
        entries = _entries(chosen, on, wants_list=wants_list)
        return sheets.answer(request, CATALOGUE, entries, now=timezone.now())
    context: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "on": on,
        "is_past": on != brussels_day(timezone.now()),
        "editions": catalogue().editions_on(on),
        "wants_list": wants_list,
    }
    context |= _found(request, chosen, on) if wants_list else _tree(chosen, on)
    status = 422 if form.errors else 200
    return render(request, "obligations/catalogue/list.html", context, status=status)


def _entries(chosen: dict[str, Any], on: date, *, wants_list: bool) -> QuerySet[Obligation]:
    if wants_list:
        return _search(chosen, on)
    return rows.entries(on).filter(instrument=chosen.get("instrument") or "ai-act")


def _search(chosen: dict[str, Any], on: date) -> QuerySet[Obligation]:
    found = rows.search(text=chosen.get("q", ""), instrument=chosen.get("instrument", ""), as_of=on)
    for name in ("kind", "chapter"):
        if chosen.get(name):
            found = found.filter(**{name: chosen[name]})
    if chosen.get("audience"):
        found = found.filter(audience__contains=[chosen["audience"]])
    return found


def _found(request: HttpRequest, chosen: dict[str, Any], on: date) -> dict[str, Any]:
    page = Paginator(_search(chosen, on), PAGE).get_page(request.GET.get("page"))
    return {"page": page}


def _tree(chosen: dict[str, Any], on: date) -> dict[str, Any]:
    name = chosen.get("instrument") or "ai-act"
    edition = next((one for one in catalogue().editions_on(on) if one.instrument == name), None)
    counted = rows.entries(on).order_by().values_list("instrument").annotate(Count("pk"))
    counts = dict(counted)
    text = rows.entries(on).filter(instrument=name)
    return {
        "edition": edition,
        "parts": outline.parts(text, edition.chapters if edition else {}),
        "tabs": [
            (key, title, counts[key]) for key, title in outline.INSTRUMENTS.items() if key in counts
        ],
        "shown": name,
    }


@require_GET
def catalogue_entry(request: HttpRequest, key: str) -> HttpResponse:
    """Show one entry with its citation, clocks, dates, doubts and what a later edition changed."""
    form = CatalogueFilter(request.GET or None)
    today = brussels_day(timezone.now())
    asked = form.chosen.get("as_of")
    page = outline.page(key, asked or today)
    last = outline.last_day(key) if page is None else None
    if page is None and (last is None or asked is not None):
        raise Http404
    if page is None and last is not None:
        # An entry that a later edition removed stays readable as it last stood.
        asked = last
        page = outline.page(key, last)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "entry": page.entry,
        "on": asked or today,
        "is_past": asked is not None and asked != today,
        "audience": [phrase(AUDIENCES[name]) for name in page.entry.audience],
    }
    return render(request, "obligations/catalogue/entry.html", context)


@require_GET
def code_life(request: HttpRequest) -> HttpResponse:
    """Show how the Code was made, what it is worth, who signed, and what could replace it."""
    texts = catalogue()
    today = brussels_day(timezone.now())
    context = {
        "life": texts.code_life,
        "picture": life_picture(texts.code_life.events, today),
        "snapshots": texts.signatories[::-1],
        "corrections": texts.corrections,
        "doubts": rows.doubts(["A19", "A28"]),
        "today": today,
    }
    return render(request, "obligations/catalogue/life.html", context)


@require_GET
def fixed_dates(request: HttpRequest) -> HttpResponseBase:
    """List the days that a text sets for everyone."""
    texts = catalogue()
    if sheets.wanted(request):
        return sheets.answer(request, FIXED_DATES, texts.fixed_dates, now=timezone.now())
    context = {
        "dates": texts.fixed_dates,
        "fines": [
            (one, figures.plain(one.share_of_turnover * 100), f"{one.amount_eur:,.0f}")
            for one in texts.fines
        ],
        "today": brussels_day(timezone.now()),
    }
    return render(request, "obligations/catalogue/dates.html", context)


@require_GET
def open_questions(request: HttpRequest) -> HttpResponse:
    """List what the law leaves open, how it is treated here, and where it arises."""
    found = questions.questions(brussels_day(timezone.now()))
    return render(request, "obligations/catalogue/questions.html", {"questions": found})
