"""Members of a provider: invite, give another role, remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from providers import undo
from providers.actors import Role
from providers.errors import Conflict, DomainError, NotPermitted
from providers.forms.providers import InviteForm, RoleForm
from providers.middleware import ActorRequest
from providers.models import Membership, Provider
from providers.permissions import allowed, check_manage_members
from providers.queries import members as queries
from providers.queries import sign_in
from providers.services import invitations, providers
from providers.sheets import answers as sheets
from providers.sheets.lists import MEMBERS
from providers.views.access import own_provider, place, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def members(request: ActorRequest, provider_id: UUID) -> HttpResponseBase:
    """List who works at a provider, and invite one more."""
    provider = own_provider(request, provider_id)
    if sheets.wanted(request):
        return sheets.answer(request, MEMBERS, queries.present(provider), now=timezone.now())
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        check_manage_members(request.actor, provider)
        if form.is_valid():
            try:
                invited = invitations.invite(
                    provider=provider,
                    by=request.actor,
                    now=timezone.now(),
                    **form.cleaned_data,
                )
            except NotPermitted:
                raise
            except DomainError as refusal:
                place(form, refusal)
            else:
                told = _("An invitation is on its way to {email}.")
                messages.success(request, told.format(email=invited.email))
                return redirect("members", provider.pk)
    return _page(request, provider, form, status=422 if form.errors else 200)


@require_POST
@signed_in
def member_role(request: ActorRequest, provider_id: UUID, membership_id: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = _find(request, provider_id, membership_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        had = membership.role
        try:
            providers.change_role(
                membership=membership, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            undo.offer(
                request,
                gettext("{user} has another role now.").format(user=membership.user),
                "role",
                page=reverse("members", args=[provider_id]),
                now=timezone.now(),
                provider=str(provider_id),
                membership=str(membership_id),
                had=had,
                given=membership.role,
            )
        except Conflict as refusal:
            return _refused(request, membership.provider, refusal)
    else:
        messages.error(request, gettext("Choose one of the roles."))
    return redirect("members", membership.provider_id)


@undo.way_back("role")
def _as_before(request: ActorRequest, before: Mapping[str, Any]) -> None:
    membership = _find(request, UUID(before["provider"]), UUID(before["membership"]))
    providers.change_role(
        membership=membership,
        role=before["had"],
        seen=before["given"],
        by=request.actor,
        now=timezone.now(),
    )


@require_POST
@signed_in
def member_remove(request: ActorRequest, provider_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a membership; what the person did stays on record."""
    membership = _find(request, provider_id, membership_id)
    try:
        providers.remove_member(membership=membership, by=request.actor, now=timezone.now())
    except Conflict as refusal:
        return _refused(request, membership.provider, refusal)
    messages.success(request, gettext("{user} is no longer a member.").format(user=membership.user))
    left = membership.user_id == request.actor.user_id
    return redirect("home") if left else redirect("members", membership.provider_id)


def _find(request: ActorRequest, provider_id: UUID, membership_id: UUID) -> Membership:
    provider = own_provider(request, provider_id)
    present = Membership.objects.filter(provider=provider, ended_at=None)
    found: Membership = get_object_or_404(
        present.select_related("user", "provider"), pk=membership_id
    )
    return found


def _refused(request: ActorRequest, provider: Provider, refusal: Conflict) -> HttpResponse:
    messages.error(request, refusal.message)
    return _page(request, provider, InviteForm(), status=409)


def _page(
    request: ActorRequest, provider: Provider, form: InviteForm, *, status: int
) -> HttpResponse:
    rows = [
        (one, RoleForm(initial={"role": one.role, "seen": one.role}, auto_id=f"id_{one.pk}_%s"))
        for one in queries.present(provider)
    ]
    context = {
        "provider": provider,
        "rows": rows,
        "form": form,
        "may_manage": allowed(check_manage_members, request.actor, provider),
        "invitations": queries.invited(provider),
        "now": timezone.now(),
        "without_factor": sign_in.without_second_factor(provider),
        "officers": sum(1 for one, _ in rows if one.role == Role.OFFICER.value),
    }
    return render(request, "providers/members.html", context, status=status)
