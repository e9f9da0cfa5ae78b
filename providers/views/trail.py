"""The audit trail of a provider, and whether its chain is whole."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from providers.forms.trail import TrailFilter
from providers.middleware import ActorRequest
from providers.permissions import check_read_audit
from providers.queries import trail as queries
from providers.services import audit
from providers.sheets import answers as sheets
from providers.sheets.lists import TRAIL
from providers.views.access import own_provider, signed_in

PAGE = 50


@require_GET
@signed_in
def trail(request: ActorRequest, provider_id: UUID) -> HttpResponseBase:
    """List who did what when; ``?verify=1`` walks the whole chain as well."""
    provider = own_provider(request, provider_id)
    check_read_audit(request.actor, provider)
    form = TrailFilter(request.GET or None, actions=queries.actions(provider))
    chosen = form.chosen
    found = queries.events(provider, **chosen)
    if sheets.wanted(request):
        return sheets.answer(request, TRAIL, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    verifies = bool(request.GET.get("verify"))
    context = {
        "provider": provider,
        "form": form,
        "chosen": chosen,
        "page": page,
        "verified": verifies,
        "problems": audit.verify(provider) if verifies else (),
    }
    status = 422 if form.errors else 200
    return render(request, "providers/trail.html", context, status=status)
