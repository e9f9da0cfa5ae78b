"""Views of the board that a person keeps under a name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from obligations.forms.bulk import SaveFilterForm
from obligations.models import SavedFilter
from obligations.services import saved_filters
from obligations.views.access import member_required
from obligations.views.board import own_provider
from providers import undo
from providers.errors import InvalidInput
from providers.middleware import ActorRequest

ADDRESS = {"duties": "duties", "matrix": "duties-matrix"}


@require_POST
@member_required
def filter_save(request: ActorRequest) -> HttpResponse:
    """Keep the filters of the board that was open."""
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        reasons = [str(reason) for found in form.errors.values() for reason in found]
        raise InvalidInput(" ".join(reasons), field="name")
    saved = saved_filters.save(
        provider=own_provider(request), by=request.actor, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("This view is saved as “{saved}”.").format(saved=saved.name))
    return _back(saved.page, saved.query)


@require_POST
@member_required
def filter_remove(request: ActorRequest, filter_id: UUID) -> HttpResponse:
    """Let a saved view go."""
    saved = get_object_or_404(SavedFilter.objects.of(request.actor), pk=filter_id)
    page, query = saved.page, saved.query
    before = {
        "provider": str(saved.provider_id), "name": saved.name, "board": page, "query": query,
    }  # fmt: skip
    saved_filters.remove(saved=saved, by=request.actor, now=timezone.now())
    undo.offer(
        request,
        _("The saved view “{saved}” is removed.").format(saved=saved.name),
        "filter-remove",
        page=_address(page, query),
        now=timezone.now(),
        **before,
    )
    return _back(page, query)


def _back(page: str, query: str) -> HttpResponse:
    return redirect(_address(page, query))


def _address(page: str, query: str) -> str:
    return f"{reverse(ADDRESS[page])}?{query}"
