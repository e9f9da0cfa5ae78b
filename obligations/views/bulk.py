"""Many duties at once: who works on them, their target day, and evidence for all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from obligations.forms import bulk as forms_of_many
from obligations.forms.bulk import AssignManyForm
from obligations.forms.evidence import NEW_PIECE
from obligations.models import Duty
from obligations.permissions import check_choose_many
from obligations.queries import board, people
from obligations.services import bulk
from obligations.services.bulk import Outcome
from obligations.views import recording
from obligations.views.access import member_required
from obligations.views.board import filters, own_provider
from obligations.views.refusals import into_form
from obligations.views.ways_back import held
from providers import undo
from providers.middleware import ActorRequest
from providers.models import Provider


@require_GET
@member_required
def duties_chosen(request: ActorRequest) -> HttpResponse:
    """Show what can be done with the chosen duties: those ticked, or all that fit the filters."""
    check_choose_many(request.actor, own_provider(request))
    return _show(request, _chosen(request))


@require_POST
@member_required
def duties_assign(request: ActorRequest) -> HttpResponse:
    """Assign the chosen duties, and set their target day."""
    provider = own_provider(request)
    check_choose_many(request.actor, provider)
    ticked = forms_of_many.chosen(request.POST.getlist("duty"))
    form = _assign_form(provider, request.POST)
    if form.is_valid():
        with into_form(form):
            had = {one.pk: held(one) for one in bulk.of_provider(provider, ticked, request.actor)}
            outcome = bulk.assign(
                provider=provider,
                chosen=ticked,
                assignee=form.cleaned_data["assignee"],
                team=form.cleaned_data["team"],
                target_on=form.cleaned_data["target_on"],
                by=request.actor,
                now=timezone.now(),
            )
            return _done(request, provider, outcome, had)
    return _show(request, ticked, assign_form=form)


@require_POST
@member_required
def duties_evidence(request: ActorRequest, kind: str) -> HttpResponse:
    """Record one piece of evidence for all the chosen duties."""
    check_choose_many(request.actor, own_provider(request))
    ticked = forms_of_many.chosen(request.POST.getlist("duty"))
    form = recording.new_piece(request, kind, related=Duty.objects.none())
    if form.is_valid():
        with into_form(form):
            duties = bulk.of_provider(own_provider(request), ticked, request.actor)
            made = recording.record(kind, form, duties=duties, by=request.actor)
            messages.success(
                request,
                ngettext(
                    "The evidence is recorded for {count} duty.",
                    "The evidence is recorded for {count} duties.",
                    len(duties),
                ).format(count=len(duties)),
            )
            if len(made) == 1:
                return redirect("evidence", made[0].pk)
            return redirect(_board(request))
    recording.hold_files(form, provider=own_provider(request), by=request.actor)
    return _show(request, ticked, **{f"{kind}_form": form})


def _chosen(request: ActorRequest) -> dict[UUID, int]:
    if "all" not in request.GET:
        return forms_of_many.chosen(request.GET.getlist("duty"))
    provider = own_provider(request)
    form, _ = filters(request, provider)
    found = board.duties(provider, request.actor, form.chosen, on=timezone.localdate())
    return dict(found.filter(ended_on=None).values_list("pk", "revision"))


def _show(request: ActorRequest, ticked: dict[UUID, int], **given: forms.Form) -> HttpResponse:
    provider = own_provider(request)
    duties = bulk.of_provider(provider, ticked, request.actor)
    pieces = {
        kind: given.get(f"{kind}_form")
        or form(auto_id=f"id_{kind}_%s", related=Duty.objects.none())
        for kind, form in NEW_PIECE.items()
    }
    context: dict[str, Any] = {
        "duties": [(duty, f"{duty.pk}.{ticked[duty.pk]}") for duty in duties],
        "provider": provider,
        "counted": _counted(len(duties)),
        "assign_form": _assign_form(provider),
        "back": _back(request),
        "evidence_forms": pieces.items(),
        **given,
    }
    return render(request, "obligations/board/chosen.html", context, status=422 if given else 200)


def _done(
    request: ActorRequest, provider: Provider, outcome: Outcome, had: dict[UUID, dict[str, Any]]
) -> HttpResponse:
    """Say how many were changed, and name each one that was left."""
    if outcome.done:
        count = len(outcome.done)
        told = ngettext("Recorded for {count} duty.", "Recorded for {count} duties.", count)
        undo.offer(
            request,
            told.format(count=count),
            "assign",
            page=_board(request),
            now=timezone.now(),
            provider=str(provider.pk),
            duties={str(one.pk): had[one.pk] | {"revision": one.revision} for one in outcome.done},
        )
    for duty in outcome.left:
        messages.warning(
            request,
            gettext(
                "Left as it was, because somebody changed it meanwhile or it has ended: {cite}, "
                "{obligation} ({subject})."
            ).format(
                cite=duty.cite,
                obligation=duty.obligation.title,
                subject=duty.ai_model or duty.provider,
            ),
        )
    return redirect(_board(request))


def _assign_form(provider: Provider, given: QueryDict | None = None) -> AssignManyForm:
    return AssignManyForm(given, people=people.members(provider), teams=people.teams(provider))


def _back(request: ActorRequest) -> str:
    """Give the filters, order and page of the board that somebody chose from."""
    if request.method == "GET" and "all" in request.GET:
        query = request.GET.copy()
        del query["all"]
        return query.urlencode()
    given = request.POST if request.method == "POST" else request.GET
    return QueryDict(given.get("back", "")).urlencode()


def _board(request: ActorRequest) -> str:
    query = _back(request)
    return f"{reverse('duties')}?{query}" if query else reverse("duties")


def _counted(number: int) -> str:
    return ngettext("{count} duty", "{count} duties", number).format(count=number)
