"""A provider: its facts, its people, and what it owes as a whole."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.law.deadlines import brussels_day
from obligations.models import Duty
from obligations.queries import ai_models as queries
from obligations.queries import office_access
from obligations.views.access import member_required
from providers.middleware import ActorRequest
from providers.models import AIModel, Provider
from providers.permissions import allowed, check_edit_provider, check_write_facts
from providers.queries import members


@require_GET
@member_required
def provider(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Show a provider with its facts, members and counts that lead to their lists."""
    own = Provider.objects.visible_to(request.actor).filter(pk__in=request.actor.provider_ids)
    shown = get_object_or_404(own, pk=provider_id)
    duties = Duty.objects.visible_to(request.actor).filter(provider=shown, ended_on=None)
    today = brussels_day(timezone.now())
    context = {
        "provider": shown,
        "known": queries.known(shown, None),
        "members": members.present(shown),
        "office_access": office_access.to_provider(request.actor, shown, today),
        "model_count": AIModel.objects.visible_to(request.actor).filter(provider=shown).count(),
        "duty_count": duties.count(),
        "is_current": request.current_provider == shown,
        "may_write": allowed(check_write_facts, request.actor, shown),
        "may_edit": allowed(check_edit_provider, request.actor, shown),
    }
    return render(request, "obligations/provider.html", context)
