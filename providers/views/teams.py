"""Teams of a provider: found, change, end."""

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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from providers import undo
from providers.errors import Conflict, DomainError, NotPermitted
from providers.forms.teams import TeamForm
from providers.middleware import ActorRequest
from providers.models import Provider, Team
from providers.permissions import allowed, check_manage_members
from providers.queries import teams as queries
from providers.services import teams as service
from providers.sheets import answers as sheets
from providers.sheets.lists import TEAMS
from providers.views.access import own_provider, place, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def teams(request: ActorRequest, provider_id: UUID) -> HttpResponseBase:
    """List the teams of a provider, and found one more."""
    provider = own_provider(request, provider_id)
    if sheets.wanted(request):
        return sheets.answer(request, TEAMS, queries.present(provider), now=timezone.now())
    form = TeamForm(request.POST or None, members=service.members(provider))
    if request.method == "POST":
        check_manage_members(request.actor, provider)
        if form.is_valid() and _found(request, provider, form):
            return redirect("teams", provider.pk)
    context = {
        "provider": provider,
        "teams": queries.present(provider),
        "form": form,
        "may_manage": allowed(check_manage_members, request.actor, provider),
    }
    status = 422 if form.errors else 200
    return render(request, "providers/teams.html", context, status=status)


def _found(request: ActorRequest, provider: Provider, form: TeamForm) -> bool:
    try:
        team = service.found(
            provider=provider,
            name=form.cleaned_data["name"],
            people=[UUID(one) for one in form.cleaned_data["people"]],
            by=request.actor,
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except DomainError as refusal:
        place(form, refusal)
        return False
    messages.success(request, _("The team {team} is there.").format(team=team))
    return True


@require_http_methods(["GET", "POST"])
@signed_in
def team(request: ActorRequest, provider_id: UUID, team_id: UUID) -> HttpResponse:
    """Rename a team, and say who is in it."""
    row = _find(request, provider_id, team_id)
    check_manage_members(request.actor, row.provider)
    initial = {
        "name": row.name,
        "people": [str(pk) for pk in row.people.values_list("pk", flat=True)],
        "revision": row.revision,
    }
    members = service.members(row.provider)
    form = TeamForm(request.POST or None, members=members, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            had = {"name": row.name, "people": initial["people"]}
            service.change(
                team=row,
                name=form.cleaned_data["name"],
                people=[UUID(one) for one in form.cleaned_data["people"]],
                revision=form.cleaned_data["revision"] or 0,
                by=request.actor,
                now=timezone.now(),
            )
        except NotPermitted:
            raise
        except DomainError as refusal:
            place(form, refusal)
        else:
            undo.offer(
                request,
                _("The team {team} is changed.").format(team=row),
                "team",
                page=reverse("teams", args=[provider_id]),
                now=timezone.now(),
                team=str(row.pk),
                provider=str(provider_id),
                revision=row.revision,
                **had,
            )
            return redirect("teams", provider_id)
    context = {"provider": row.provider, "team": row, "form": form}
    return render(request, "providers/team.html", context, status=422 if form.errors else 200)


@undo.way_back("team")
def _as_before(request: ActorRequest, before: Mapping[str, Any]) -> None:
    service.change(
        team=_find(request, UUID(before["provider"]), UUID(before["team"])),
        name=before["name"],
        people=[UUID(one) for one in before["people"]],
        revision=before["revision"],
        by=request.actor,
        now=timezone.now(),
    )


@require_POST
@signed_in
def team_end(request: ActorRequest, provider_id: UUID, team_id: UUID) -> HttpResponse:
    """End a team; what it owned keeps its name until somebody else is chosen."""
    row = _find(request, provider_id, team_id)
    try:
        service.end(team=row, by=request.actor, now=timezone.now())
        messages.success(request, _("The team {team} is no more.").format(team=row))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("teams", provider_id)


def _find(request: ActorRequest, provider_id: UUID, team_id: UUID) -> Team:
    provider = own_provider(request, provider_id)
    rows = Team.objects.visible_to(request.actor).filter(provider=provider, ended_at=None)
    found: Team = get_object_or_404(rows.select_related("provider"), pk=team_id)
    return found
