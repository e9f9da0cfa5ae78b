"""Packages: the list, a new one, one with everything it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.packages.exports.lists import PACKAGES
from obligations.packages.forms.packages import EditForm, LinkForm, NewForm, PackageFilter
from obligations.packages.models import Package
from obligations.packages.permissions import check_write
from obligations.packages.queries import packages as queries
from obligations.packages.services import packages as services
from obligations.packages.views import parts
from obligations.queries.catalogue import doubts
from obligations.views.access import member_required, signed_in
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@member_required
def packages(request: ActorRequest) -> HttpResponseBase:
    """List the packages of the current provider, as the address says."""
    provider = request.current_provider
    assert provider is not None  # noqa: S101 -- member_required
    form = PackageFilter(request.GET)
    chosen = form.chosen
    found = queries.listed(
        request.actor,
        provider=provider,
        status=chosen.get("status", ""),
        purpose=chosen.get("purpose", ""),
    )
    if sheets.wanted(request):
        return sheets.answer(request, PACKAGES, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "active": len(chosen),
        "page": page,
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "packages/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def package_new(request: ActorRequest) -> HttpResponse:
    """Begin a package."""
    provider = request.current_provider
    assert provider is not None  # noqa: S101 -- member_required
    check_write(request.actor, provider)
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    if request.method == "GET":
        initial = {"purpose": request.GET.get("purpose"), "model": request.GET.get("model")}
        form = NewForm(models=models, initial=initial)
        return render(request, "packages/new.html", {"form": form})
    form = NewForm(request.POST, models=models)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with into_form(form):
            package = services.draft(
                provider=provider,
                ai_model=given.pop("model"),
                by=request.actor,
                now=timezone.now(),
                **given,
            )
            return redirect("package", package.pk)
    return render(request, "packages/new.html", {"form": form}, status=422)


@require_GET
@signed_in
def package(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Show a package; the AI Office sees what was sealed and shared."""
    return show(request, find(request, package_id))


@require_POST
@member_required
def package_edit(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Change the words of a package."""
    found = find(request, package_id)
    check_write(request.actor, found.provider)
    form = EditForm(request.POST, auto_id="id_words_%s")
    if form.is_valid():
        with into_form(form):
            services.edit(package=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, found, _("The package is changed."))
    return show(request, found, words_form=form)


def find(request: ActorRequest, package_id: UUID) -> Package:
    """Find a package the actor may know of."""
    rows = Package.objects.visible_to(request.actor).select_related("provider", "ai_model")
    return get_object_or_404(rows, pk=package_id)


def done(request: ActorRequest, found: Package, message: str, part: str = "") -> HttpResponse:
    """Say what was done and go back to the package."""
    messages.success(request, message)
    answer = redirect("package", found.pk)
    if part:
        answer["Location"] += f"#{part}"
    return answer


def attempt(
    request: ActorRequest, found: Package, work: Callable[[], Any], message: str
) -> HttpResponse:
    """Do what needs no input; show a refusal above the page."""
    form = forms.Form({})
    form.is_valid()
    with into_form(form):
        work()
        return done(request, found, message)
    return show(request, find(request, found.pk), refusal=form)


def show(request: ActorRequest, found: Package, **given: Any) -> HttpResponse:
    """Show a package, with the forms that were not right where there are any."""
    context = parts.of_page(request.actor, found, given, timezone.now())
    context["doubts"] = doubts(context["contents"].purpose.doubts)
    if context["may_write"]:
        initial = {name: getattr(found, name) for name in EditForm.base_fields}
        rows = queries.deadlines_for(request.actor, found)
        context.setdefault("words_form", EditForm(initial=initial, auto_id="id_words_%s"))
        context.setdefault("link_form", LinkForm(deadlines=rows))
    # Errors stand above the page, for a form may be one that this state does not offer.
    wrong = next((one for one in given.values() if isinstance(one, forms.Form)), None)
    context["wrong_form"] = wrong
    return render(request, "packages/package.html", context, status=200 if wrong is None else 422)
