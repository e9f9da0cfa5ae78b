"""Importing models from a list: upload, see every row's outcome, apply exactly that."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.forms.imports import ApplyForm, ImportForm
from providers.middleware import ActorRequest
from providers.models import ImportDraft
from providers.permissions import check_import_models
from providers.queries.import_plans import Options
from providers.services import import_drafts

PAGE = 100


@require_http_methods(["GET", "POST"])
@member_required
def model_import(request: ActorRequest) -> HttpResponse:
    """Take a list of models and keep it in hand for its preview."""
    provider = request.current_provider
    assert provider is not None  # noqa: S101 -- member_required
    check_import_models(request.actor, provider)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data.pop("file")
        with into_form(form):
            draft, _ = import_drafts.keep(
                provider=provider,
                upload=upload,
                file_name=upload.name,
                options=Options(**form.cleaned_data),
                by=request.actor,
                now=timezone.now(),
            )
            return redirect("model-import-preview", draft.pk)
    context = {"form": form, "provider": provider}
    status = 422 if form.errors else 200
    return render(request, "obligations/models/import.html", context, status=status)


@require_http_methods(["GET", "POST"])
@member_required
def model_import_preview(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Show what a kept list would do, row by row, and do it."""
    mine = ImportDraft.objects.visible_to(request.actor).filter(user=request.actor.user_id)
    draft = get_object_or_404(mine.select_related("provider"), pk=draft_id)
    check_import_models(request.actor, draft.provider)
    now = timezone.now()
    form = ApplyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with into_form(form):
            done = import_drafts.apply(draft=draft, by=request.actor, now=now, **form.cleaned_data)
            changes = done.changes.get(draft.provider_id)
            context = {"plan": done.plan, "provider": draft.provider, "changes": changes}
            return render(request, "obligations/models/imported.html", context)
    plan = import_drafts.preview(draft=draft, by=request.actor, now=now)
    shown = request.GET.get("show", "")
    rows = [one for one in plan.outcomes if not shown or one.action.value == shown]
    context = {
        "draft": draft,
        "plan": plan,
        "counts": list(plan.counts.items()),
        "shown": shown,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "written": sum(len(one.written) for one in plan.workspaces),
        "refused": plan.counts["refused"],
        "form": form if form.is_bound else ApplyForm(initial={"fingerprint": plan.fingerprint}),
        "fingerprint": plan.fingerprint,
    }
    status = 409 if form.errors else 200
    return render(request, "obligations/models/import_preview.html", context, status=status)
