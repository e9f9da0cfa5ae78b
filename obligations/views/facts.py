"""Recording a fact, and being told what it brought."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from obligations.forms.facts import CircumstancesForm, ValueForm, initial
from obligations.views.access import member_required
from obligations.views.ai_models import find
from obligations.views.refusals import into_form
from providers import kinds
from providers.kinds import Kind, Subject
from providers.middleware import ActorRequest
from providers.models import AIModel, Fact, Provider
from providers.permissions import check_write_facts
from providers.services import facts


@require_http_methods(["GET", "POST"])
@member_required
def model_fact_new(request: ActorRequest, model_id: UUID, kind: str) -> HttpResponse:
    """Record a fact about a model."""
    ai_model = find(request, model_id)
    return _record(request, ai_model.provider, ai_model, _kind(kind, Subject.MODEL))


@require_http_methods(["GET", "POST"])
@member_required
def provider_fact_new(request: ActorRequest, provider_id: UUID, kind: str) -> HttpResponse:
    """Record a fact about a provider; it bears on all its models."""
    own = Provider.objects.visible_to(request.actor).filter(pk__in=request.actor.provider_ids)
    provider = get_object_or_404(own, pk=provider_id)
    return _record(request, provider, None, _kind(kind, Subject.PROVIDER))


def _kind(name: str, subject: Subject) -> Kind:
    found = kinds.KINDS.get(name)
    if found is None or found.subject is not subject:
        raise Http404
    return found


def _record(
    request: ActorRequest, provider: Provider, ai_model: AIModel | None, kind: Kind
) -> HttpResponse:
    check_write_facts(request.actor, provider)
    chain = Fact.objects.filter(provider=provider, ai_model=ai_model, kind=kind.name)
    before = chain.current().first()
    data = request.POST or None
    value_form = ValueForm(data, kind=kind, initial=initial(kind, before.value) if before else None)
    about = CircumstancesForm(data, label_suffix="", initial={"known_on": timezone.localdate()})
    if data is not None and value_form.is_valid() and about.is_valid():
        with into_form(value_form, about):
            recorded = facts.record(
                provider=provider,
                ai_model=ai_model,
                kind=kind.name,
                value=value_form.value(),
                supersedes=_seen(request, before),
                by=request.actor,
                now=timezone.now(),
                **about.cleaned_data,
            )
            context: dict[str, Any] = {"ai_model": ai_model, "provider": provider, "kind": kind}
            context["changes"] = recorded.changes
            return render(request, "obligations/models/changes.html", context)
    context = {
        "ai_model": ai_model,
        "provider": provider,
        "kind": kind,
        "value_form": value_form,
        "about": about,
        "before": before,
    }
    status = 200 if data is None else 422
    return render(request, "obligations/models/fact.html", context, status=status)


def _seen(request: ActorRequest, before: Fact | None) -> UUID | None:
    """Name the fact the person saw; another one since then is a conflict, not an overwrite."""
    seen = request.POST.get("supersedes", "")
    try:
        return UUID(seen) if seen else None
    except ValueError:
        return before.pk if before else None
