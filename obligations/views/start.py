"""The first hour: the steps of a new provider, its facts on one page, and why each duty applies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.forms.facts import ValueForm
from obligations.forms.start import changed_facts, provider_forms
from obligations.models import MarkName
from obligations.queries import reasons
from obligations.queries import start as queries
from obligations.services import marks
from obligations.views.access import member_required, signed_in
from obligations.views.ai_models import find
from obligations.views.board import own_provider
from obligations.views.refusals import into_form
from providers import undo
from providers.middleware import ActorRequest
from providers.models import Fact, Provider
from providers.permissions import check_write_facts
from providers.services import facts

SUGGESTED = 3


@require_GET
@member_required
def start(request: ActorRequest) -> HttpResponse:
    """Lead through the first steps, whether or not the home page still does."""
    provider = own_provider(request)
    found = queries.start(provider, request.actor)
    context = {
        "start": found,
        "role": request.actor.role_in(provider.pk),
        "suggested": queries.suggested(provider, request.actor)[:SUGGESTED],
    }
    return render(request, "obligations/start/start.html", context)


@require_POST
@signed_in
def start_away(request: ActorRequest) -> HttpResponse:
    """Put the first steps away for oneself, or bring them back."""
    at_office = request.actor.is_office and request.POST.get("place") == "office"
    provider = None if at_office else request.current_provider
    page = reverse("office" if at_office else "home")
    if request.POST.get("back"):
        marks.take_back(name=MarkName.START_PUT_AWAY, provider=provider, by=request.actor)
        messages.success(request, _("The first steps are shown there again."))
    else:
        marks.put(
            name=MarkName.START_PUT_AWAY, provider=provider, by=request.actor, now=timezone.now()
        )
        key = str(provider.pk) if provider else ""
        told = _("The first steps are put away.")
        undo.offer(request, told, "start-away", page=page, now=timezone.now(), provider=key)
    return redirect(page)


@undo.way_back("start-away")
def _bring_back(request: ActorRequest, before: Mapping[str, Any]) -> None:
    mine = Provider.objects.visible_to(request.actor)
    provider = mine.filter(pk=before["provider"]).first() if before["provider"] else None
    marks.take_back(name=MarkName.START_PUT_AWAY, provider=provider, by=request.actor)


@require_http_methods(["GET", "POST"])
@member_required
def start_provider(request: ActorRequest) -> HttpResponse:
    """Record what is asked of a new provider, on one page."""
    provider = own_provider(request)
    check_write_facts(request.actor, provider)
    chain = Fact.objects.filter(provider=provider, ai_model=None).current()
    current = {one.kind: one for one in chain}
    data = request.POST or None
    forms = provider_forms(data, current)
    are_valid = [one.is_valid() for one in forms.values()]
    if data is not None and all(are_valid):
        seen = {name: request.POST.get(f"seen-{name}", "") for name in forms}
        given = list(changed_facts(forms, current, seen, on=timezone.localdate()))
        with into_form(*forms.values()):
            if given:
                facts.record_all(
                    provider=provider,
                    ai_model=None,
                    facts=given,
                    by=request.actor,
                    now=timezone.now(),
                )
                messages.success(request, _("The provider’s facts are recorded."))
            return redirect("start")
    context = {
        "provider": provider,
        "forms": [(one, _seen(request, one, current)) for one in forms.values()],
    }
    status = 200 if data is None else 422
    return render(request, "obligations/start/provider.html", context, status=status)


def _seen(request: ActorRequest, form: ValueForm, current: Mapping[str, Fact]) -> str:
    """Name the fact the person began from; a refused form keeps it."""
    fact = current.get(form.kind.name)
    return request.POST.get(f"seen-{form.kind.name}", str(fact.pk) if fact else "")


@require_GET
@member_required
def model_why(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show why each duty rests on a model or does not; having seen it is noted for the person."""
    ai_model = find(request, model_id)
    marks.put(
        name=MarkName.REASONS_READ,
        provider=ai_model.provider,
        by=request.actor,
        now=timezone.now(),
    )
    context = {
        "ai_model": ai_model,
        "reasons": reasons.reasons(ai_model, on=timezone.localdate(), actor=request.actor),
        "start": queries.start(ai_model.provider, request.actor),
    }
    return render(request, "obligations/start/why.html", context)
