"""The button of a success message that brings back what was there before."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.undo import take
from providers.views.access import signed_in


@require_POST
@signed_in
def undo(request: ActorRequest) -> HttpResponse:
    """Bring back what was there before a step; a refusal says why it cannot."""
    offer = take(request, request.POST.get("undo", ""), now=timezone.now())
    if offer is None:
        messages.error(
            request, _("This can no longer be undone: it is undone already, or too old.")
        )
        return redirect("home")
    try:
        offer.way(request, offer.before)
    except Http404:
        messages.error(request, _("Nothing was undone: it is not here any more."))
    except DomainError as refusal:
        told = _("Nothing was undone, for it has changed since or is not yours to change. {reason}")
        messages.error(request, told.format(reason=refusal.message))
    else:
        messages.success(request, _("Undone. It is as it was before."))
    return HttpResponseRedirect(offer.page)
