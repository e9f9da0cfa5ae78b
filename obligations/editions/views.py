"""Law changes: what an amendment says, for everybody, and what it means for one's own duties."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from obligations.catalogue.records import What as Done
from obligations.editions import tasks
from obligations.editions.exports import EFFECTS, ENTRIES
from obligations.editions.forms import EffectFilter
from obligations.editions.queries import amendments, pages
from obligations.editions.queries.amendments import Amendment
from obligations.editions.services import looking, previews
from obligations.law.effects import What
from obligations.models import EditionStep
from obligations.queries import catalogue
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 30
LINES = 50


@require_GET
def law_changes(request: HttpRequest) -> HttpResponse:
    """List the amendments of the texts, the latest first."""
    return render(request, "editions/list.html", {"standings": pages.standings()})


@require_GET
def law_change(request: HttpRequest, instrument: str, day: str) -> HttpResponseBase:
    """Show an edition beside the one before it, entry by entry and word by word."""
    amendment = _found(instrument, day)
    comparison = amendment.comparison
    what = request.GET.get("what", "")
    what = what if what in set(Done) else ""
    found = pages.lines(amendment, comparison, what)
    if sheets.wanted(request):
        return sheets.answer(request, ENTRIES, found, now=timezone.now())
    page = Paginator(found, LINES).get_page(request.GET.get("page"))
    edition = amendments.row(amendment.after.place)
    context = {
        "amendment": amendment,
        "comparison": comparison,
        "page": page,
        "what": what,
        "edition": edition,
        "changes": amendments.changes(edition) if edition else (),
        "doubts": catalogue.doubts(comparison.doubts),
    }
    return render(request, "editions/comparison.html", context)


@member_required
@require_GET
def law_change_us(request: ActorRequest, instrument: str, day: str) -> HttpResponseBase:
    """Show what an amendment changes for the provider: by model and duty, before and after."""
    amendment, provider = _found(instrument, day), request.current_provider
    if provider is None:
        raise Http404
    now = timezone.now()
    is_large = previews.is_large(provider)
    preview = previews.latest(provider, amendment, request.actor) if is_large else None
    found = preview.body if preview else None
    if not is_large:
        found = looking.body(looking.look(provider, amendment, now=now))
    if sheets.wanted(request):
        return sheets.answer(request, EFFECTS, _effects(request, found), now=now)
    context: dict[str, Any] = {
        "amendment": amendment,
        "provider": provider,
        "preview": preview,
        "is_large": is_large,
        "found": found,
        "made_at": preview.ended_at if preview else now,
        "edition": amendments.row(amendment.after.place),
        "steps": _steps(request, amendment),
    }
    return render(request, "editions/us.html", context | _lines(request, found))


@member_required
@require_POST
def law_change_preview(request: ActorRequest, instrument: str, day: str) -> HttpResponse:
    """Ask for a preview to be made by a job."""
    amendment, provider = _found(instrument, day), request.current_provider
    if provider is None:
        raise Http404
    made = previews.request(
        provider=provider, amendment=amendment, by=request.actor, now=timezone.now()
    )
    transaction.on_commit(partial(tasks.make_edition_preview.delay, preview_id=str(made.pk)))
    return redirect("law-change-us", instrument, day)


def _found(instrument: str, day: str) -> Amendment:
    try:
        amendment = amendments.amendment(instrument, date.fromisoformat(day))
    except ValueError:
        amendment = None
    if amendment is None or amendment.after.in_force_from.isoformat() != day:
        raise Http404
    return amendment


def _effects(request: ActorRequest, found: dict[str, Any] | None) -> list[dict[str, Any]]:
    chosen = EffectFilter(request.GET).chosen
    what, words = chosen.get("what", ""), chosen.get("q", "")
    return [
        one
        for one in looking.ordered(found["effects"] if found else ())
        if (not what or one["what"] == what) and looking.is_about(one, words)
    ]


def _lines(request: ActorRequest, found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        return {}
    form = EffectFilter(request.GET)
    page = Paginator(_effects(request, found), PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "on": date.fromisoformat(found["on"]),
        "newly_owed": found["counts"][What.NEWLY_OWED],
        "total": sum(found["counts"].values()),
    }


def _steps(request: ActorRequest, amendment: Amendment) -> list[EditionStep]:
    place = amendment.after.place
    mine = EditionStep.objects.visible_to(request.actor).filter(
        provider=request.current_provider,
        change__edition__instrument=place[0],
        change__edition__in_force_from=place[1],
    )
    return list(mine.select_related("change").order_by("-change__started_at"))
