"""What reaches a person, and how: one choice for each topic of notices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from obligations.forms.channels import ChannelsForm
from obligations.queries import channels as queries
from obligations.services import channels
from obligations.views.access import signed_in
from providers.middleware import ActorRequest
from providers.models import User


@require_http_methods(["GET", "POST"])
@signed_in
def notice_channels(request: ActorRequest) -> HttpResponse:
    """Show how notices of each topic reach the person, and keep what they choose."""
    person = get_object_or_404(User, pk=request.actor.user_id)
    form = ChannelsForm(request.POST or None, initial=queries.chosen_by(person.pk))
    if form.is_bound and form.is_valid():
        channels.choose(user=person, given=form.cleaned_data, by=request.actor, now=timezone.now())
        messages.success(request, _("What reaches you is kept."))
        return redirect("notice-channels")
    return render(
        request, "account/channels.html", {"form": form}, status=422 if form.errors else 200
    )
