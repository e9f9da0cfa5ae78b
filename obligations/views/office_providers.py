"""One provider as the AI Office sees it: everything it shared, and nothing else of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from obligations.forms.office import NoteForm
from obligations.law.deadlines import brussels_day
from obligations.permissions import check_give_access, check_office_note
from obligations.queries import office_access, shared, submissions
from obligations.queries import office_notes as notes
from obligations.services import office_notes, visits
from obligations.views.office import office_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import Provider
from providers.permissions import allowed

# The latest notes; older ones stand with their submissions.
NOTES = 20
# An instant of the address that lies further back is none of a visit.
LONGEST_AGO = timedelta(days=3660)


@require_GET
@office_required
def office_provider(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Show what a provider shared, by kind, and what of it is new since the last visit."""
    return _page(request, _find(request, provider_id))


@require_POST
@office_required
def office_provider_note(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Write a note about a provider that reviewers alone read."""
    provider = _find(request, provider_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        with into_form(form):
            office_notes.write(
                provider=provider, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return redirect("office-provider", provider.pk)
    return _page(request, provider, note_form=form)


def _find(request: ActorRequest, provider_id: UUID) -> Provider:
    found: Provider = get_object_or_404(submissions.sharing(request.actor), pk=provider_id)
    return found


def _since(request: ActorRequest, now: datetime) -> datetime | None:
    """Read the instant that the address counts from; None where it names none of a visit."""
    try:
        found = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        return None
    if found is None or found.tzinfo is None:
        return None
    return found if now - LONGEST_AGO < found <= now else None


def _page(request: ActorRequest, provider: Provider, **given: Any) -> HttpResponse:
    now = timezone.now()
    before = visits.note(provider=provider, by=request.actor, now=now)
    # From the list of all providers one comes to what is new since the last visit to that list.
    before = _since(request, now) or before
    found = shared.by_provider(request.actor, provider, since=before)
    context = {
        "provider": provider,
        "access": office_access.to_provider(request.actor, provider, brussels_day(now)),
        "may_give": allowed(check_give_access, request.actor, provider),
        "shared": found,
        "new": [one for one in found if one.new],
        "last_visit": before,
        "notes": notes.of_provider(request.actor, provider)[:NOTES],
        "may_note": allowed(check_office_note, request.actor, provider),
        "note_form": NoteForm(),
        **given,
    }
    status = 422 if "note_form" in given else 200
    return render(request, "obligations/office/provider.html", context, status=status)
