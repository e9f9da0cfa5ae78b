"""Framework, Model Reports and the register: where they stand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.queries import catalogue as texts
from obligations.safety import kinds, picture
from obligations.safety.exports.lists import OVERVIEW, RISKS
from obligations.safety.permissions import check_write
from obligations.safety.queries import pages as queries
from obligations.safety.register import DECISIONS, PROBABILITY, SEVERITY
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets


@require_GET
@member_required
def safety(request: ActorRequest) -> HttpResponseBase:
    """Show the provider's Framework and every model, whether or not the chapter applies."""
    provider = provider_of(request)
    overview = queries.overview(provider, request.actor, now=timezone.now())
    if sheets.wanted(request):
        return sheets.answer(request, OVERVIEW, overview.lines, now=timezone.now())
    context = {
        "overview": overview,
        "shared_reasons": queries.shared_reasons(overview.lines),
        "kinds": list(kinds.of_subject("provider")),
        "may_write": allowed(check_write, request.actor, provider),
        "doubts": texts.doubts(["A3", "A6", "A23", "A24"]),
        "names": {key: one.title for key, one in kinds.KINDS.items()},
    }
    return render(request, "safety/safety.html", context)


@require_GET
@member_required
def safety_model(request: ActorRequest, model_id: UUID) -> HttpResponse:
    """Show one model: clocks, reports, exceptions and references."""
    ai_model = find_model(request, model_id)
    context = {
        "page": queries.of_model(ai_model, request.actor, now=timezone.now()),
        "ai_model": ai_model,
        "kinds": list(kinds.of_subject("model")),
        "may_write": allowed(check_write, request.actor, ai_model.provider),
        "doubts": texts.doubts(["A4", "A5", "A20", "A22", "A23"]),
    }
    return render(request, "safety/model.html", context)


@require_GET
@member_required
def safety_risks(request: ActorRequest, model_id: UUID) -> HttpResponseBase:
    """Show the register of a model, drawn and as a table."""
    ai_model = find_model(request, model_id)
    lines = queries.register(ai_model, request.actor)
    if sheets.wanted(request):
        return sheets.answer(request, RISKS, lines, now=timezone.now())
    context = {
        "ai_model": ai_model,
        "lines": lines,
        "picture": picture.draw(lines),
        "may_write": allowed(check_write, request.actor, ai_model.provider),
        "probability": PROBABILITY,
        "severity": SEVERITY,
        "decisions": DECISIONS,
    }
    return render(request, "safety/risks.html", context)


def provider_of(request: ActorRequest) -> Provider:
    """Give the provider whose pages these are."""
    found = request.current_provider
    if found is None:
        raise LookupError("Only members come here.")
    return found


def find_model(request: ActorRequest, model_id: UUID) -> AIModel:
    """Find one of the member's models."""
    mine = AIModel.objects.visible_to(request.actor).filter(provider=provider_of(request))
    return get_object_or_404(mine.select_related("provider"), pk=model_id)
