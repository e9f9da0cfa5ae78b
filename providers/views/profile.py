"""A provider's profile, and for which provider a person works now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from providers.errors import DomainError, NotPermitted
from providers.forms.providers import ProfileForm
from providers.middleware import ActorRequest, choose_provider
from providers.permissions import check_edit_provider
from providers.services import providers
from providers.views.access import own_provider, place, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def provider_edit(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Change what is said of a provider beside its facts."""
    provider = own_provider(request, provider_id)
    check_edit_provider(request.actor, provider)
    before = {name: getattr(provider, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=before)
    if form.is_bound and form.is_valid():
        try:
            providers.update(
                provider=provider, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except NotPermitted:
            raise
        except DomainError as refusal:
            place(form, refusal)
        else:
            messages.success(request, _("The profile was changed."))
            return redirect("provider", provider.pk)
    status = 422 if form.errors else 200
    return render(
        request, "providers/profile.html", {"provider": provider, "form": form}, status=status
    )


@require_POST
@signed_in
def provider_choose(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Work for this provider from now on."""
    if not choose_provider(request, provider_id):
        raise Http404
    return redirect("home")
