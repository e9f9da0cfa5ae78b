"""An invitation, as the person it is for sees it; and as the officer who sent it."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from providers.errors import Conflict, DomainError
from providers.forms.invitations import JoinForm
from providers.middleware import ActorRequest
from providers.models import Invitation, Membership, User
from providers.services import invitations, people
from providers.views.access import own_provider, person_of, place, signed_in


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: ActorRequest, link: str) -> HttpResponse:
    """Let the person who holds the link accept: signed in, or with a new account."""
    try:
        found = invitations.find(link, now=timezone.now())
    except invitations.InvitationGone:
        return render(request, "providers/invitation.html", status=404)
    if request.method == "POST":
        if isinstance(request.user, User):
            return _accept(request, found, link)
        return _join(request, found, link)
    return _page(request, found, JoinForm(initial={"name": found.name}))


def _accept(request: ActorRequest, found: Invitation, link: str) -> HttpResponse:
    try:
        joined = invitations.accept(link=link, user=person_of(request), now=timezone.now())
    except DomainError as refusal:
        return _page(request, found, JoinForm(), problem=refusal.message, status=409)
    return _welcome(request, joined)


def _join(request: ActorRequest, found: Invitation, link: str) -> HttpResponse:
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            joined = invitations.accept_as_new(
                link=link,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
            )
        except DomainError as refusal:
            place(form, refusal)
        else:
            record_authentication(request, joined.user, method="password")
            get_adapter(request).login(request, joined.user)
            return _welcome(request, joined)
    return _page(request, found, form, status=422)


def _welcome(request: ActorRequest, joined: Membership) -> HttpResponse:
    messages.success(request, _("You work for {provider} now.").format(provider=joined.provider))
    request.session["provider"] = str(joined.provider_id)
    return redirect("home")


def _page(
    request: ActorRequest,
    found: Invitation,
    form: JoinForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    context = {
        "invitation": found,
        "form": form,
        "problem": problem,
        "is_mine": person is not None and person.email == found.email,
        # Only whoever reads the mail of the address sees this page.
        "has_account": people.find(found.email) is not None,
    }
    return render(request, "providers/invitation.html", context, status=status)


@require_POST
@signed_in
def invitation_resend(
    request: ActorRequest, provider_id: UUID, invitation_id: UUID
) -> HttpResponse:
    """Send an invitation again, with a new link."""
    found = _find(request, provider_id, invitation_id)
    try:
        invitations.resend(invitation=found, by=request.actor, now=timezone.now())
        messages.success(request, _("{email} gets a new link.").format(email=found.email))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("members", provider_id)


@require_POST
@signed_in
def invitation_revoke(
    request: ActorRequest, provider_id: UUID, invitation_id: UUID
) -> HttpResponse:
    """End an invitation before it is accepted."""
    found = _find(request, provider_id, invitation_id)
    try:
        invitations.revoke(invitation=found, by=request.actor, now=timezone.now())
        messages.success(request, _("The link of {email} works no more.").format(email=found.email))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("members", provider_id)


def _find(request: ActorRequest, provider_id: UUID, invitation_id: UUID) -> Invitation:
    provider = own_provider(request, provider_id)
    rows = Invitation.objects.visible_to(request.actor).filter(provider=provider)
    found: Invitation = get_object_or_404(rows.select_related("provider"), pk=invitation_id)
    return found
