"""Two factors: what a person still needs, and whether a provider asks everybody for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from providers.errors import Conflict
from providers.middleware import ActorRequest
from providers.queries import actors, sign_in
from providers.services import providers
from providers.views.access import own_provider, person_of, signed_in


@require_GET
@signed_in
def second_factor(request: ActorRequest) -> HttpResponse:
    """Say why a second factor is needed, and lead to the pages that set one up."""
    person = person_of(request)
    if not request.actor.waits_for_factor:
        return redirect("account")
    asking = [one.provider for one in actors.memberships_of(person)]
    context = {
        "ways": sign_in.ways_of(person),
        "asking": [one for one in asking if one.requires_two_factors],
        "office_asks": person.is_office,
    }
    return render(request, "account/second_factor.html", context)


@require_POST
@signed_in
def two_factors(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Ask everybody at a provider for two factors, or nobody any more."""
    provider = own_provider(request, provider_id)
    required = request.POST.get("required") == "yes"
    try:
        providers.require_two_factors(
            provider=provider, required=required, by=request.actor, now=timezone.now()
        )
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        told = (
            _("Everybody at {provider} needs two factors now.")
            if required
            else _("A password alone opens {provider} again.")
        )
        messages.success(request, told.format(provider=provider))
    return redirect("members", provider.pk)
