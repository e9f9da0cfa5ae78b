"""The public calculators; the address holds every question, so an answer can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.catalogue.loader import catalogue
from obligations.exports.lists import CLOCKS
from obligations.forms.calculators import (
    METHOD_NAMES,
    DeadlineForm,
    amount_name,
    compute_form,
)
from obligations.forms.questions import OweForm
from obligations.law import deadlines, figures
from obligations.law.deadlines import brussels_day
from obligations.law.estimates import Estimate, Item
from obligations.law.terms import Ruling
from obligations.queries import catalogue as texts
from providers.sheets import answers as sheets


@require_GET
def what_would_i_owe(request: HttpRequest) -> HttpResponse:
    """Answer what the law would ask, on the facts in the address; nothing is stored."""
    answered = request.GET.copy()
    for name, values in request.GET.lists():
        answered.setlist(name, [value for value in values if value])
        if not answered.getlist(name):
            del answered[name]
    if len(answered.urlencode()) < len(request.GET.urlencode()):
        # A form sends its empty fields as well; a link to share should not carry them.
        query = answered.urlencode() or f"on={brussels_day(timezone.now())}"
        return redirect(f"{request.path}?{query}")
    form = OweForm(answered or None, initial={"on": brussels_day(timezone.now())})
    found = form.answer(now=timezone.now()) if form.is_bound else None
    rulings = found.rulings if found else ()
    missing = dict.fromkeys(name for one in rulings if one.owed is None for name in one.missing)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "groups": form.groups(missing),
        "owed": [(one, _asked(form, one)) for one in rulings if one.owed],
        "unknown": [(one, _asked(form, one)) for one in rulings if one.owed is None],
        "not_owed": [(one, []) for one in rulings if one.owed is False],
        "missing": [form.question(name) for name in missing],
        "doubts": texts.doubts(found.doubts) if found else [],
        "address": request.build_absolute_uri(),
    }
    status = 422 if form.is_bound and found is None else 200
    return render(request, "obligations/tools/owe.html", context, status=status)


def _asked(form: OweForm, ruling: Ruling) -> list[object]:
    return [form.question(name) for name in ruling.missing]


@require_GET
def clocks(request: HttpRequest) -> HttpResponseBase:
    """List every period in the texts."""
    words = request.GET.get("q", "")[:200].strip().casefold()
    rows = [
        (clock, deadlines.doubts(clock))
        for clock in catalogue().clocks.values()
        if words in f"{clock.key} {clock.title} {clock.event} {clock.cite}".casefold()
    ]
    if sheets.wanted(request):
        return sheets.answer(request, CLOCKS, rows, now=timezone.now())
    context = {"rows": rows, "words": words, "total": len(catalogue().clocks)}
    return render(request, "obligations/tools/clocks.html", context)


@require_GET
def deadline(request: HttpRequest) -> HttpResponse:
    """Say when a period ends, by both ways of counting."""
    form = DeadlineForm(request.GET or None, initial={"event": brussels_day(timezone.now())})
    asks = bool(request.GET.get("event"))
    if not asks:
        form = DeadlineForm(
            initial={
                "event": brussels_day(timezone.now()),
                "clock": request.GET.get("clock"),
                "length": request.GET.get("length"),
            }
        )
    found = form.answer() if asks else None
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "clock": catalogue().clocks.get(str(found["clock"])) if found else None,
        "doubts": texts.doubts(found["doubts"]) if found else [],
        "address": request.build_absolute_uri(),
        "today": brussels_day(timezone.now()),
    }
    status = 422 if asks and found is None else 200
    return render(request, "obligations/tools/deadline.html", context, status=status)


@require_GET
def compute(request: HttpRequest) -> HttpResponse:
    """Estimate training compute by one of the methods of the Guidelines."""
    form = compute_form(request.GET)
    wants_row = bool(request.GET.get("more"))
    found = form.answer() if form.is_bound and not wants_row else None
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "methods": METHOD_NAMES,
        "address": request.build_absolute_uri(),
    }
    if found is not None:
        context |= _amounts(found)
    status = 422 if form.errors and not wants_row else 200
    return render(request, "obligations/tools/compute.html", context, status=status)


def _amounts(found: Estimate) -> dict[str, Any]:
    """Write the amounts of an estimate as people read them, and the questions that follow."""
    query = {
        "model.training_compute_flop": figures.plain(found.training_flop),
        "model.cumulative_compute_flop": figures.plain(found.flop),
    }
    return {
        "reported": figures.two_figures(found.reported),
        "flop": figures.plain(found.flop),
        "training_flop": figures.plain(found.training_flop),
        "lower": figures.two_figures(found.lower),
        "upper": figures.two_figures(found.upper),
        "counted": _named(found.counted),
        "not_counted": _named(found.not_counted),
        "owe_url": f"{reverse('what-would-i-owe')}?{urlencode(query)}",
    }


def _named(items: Sequence[Item]) -> list[tuple[Any, str, str]]:
    return [(amount_name(one.name), figures.plain(one.flop), one.reason) for one in items]
