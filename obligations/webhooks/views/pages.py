"""Webhooks: their list, one of them with its log, and one delivery."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from obligations.views.access import member_required
from obligations.views.refusals import into_form
from obligations.webhooks.exports import DELIVERIES, WEBHOOKS
from obligations.webhooks.forms import ChangeForm, EndpointForm, PauseForm, RenewForm
from obligations.webhooks.kinds import KINDS
from obligations.webhooks.models import Endpoint, State
from obligations.webhooks.permissions import check_manage
from obligations.webhooks.queries import endpoints as queries
from obligations.webhooks.services import endpoints
from obligations.webhooks.views import finding
from providers.middleware import ActorRequest
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def webhooks(request: ActorRequest) -> HttpResponseBase:
    """List the provider's webhooks and how they fare."""
    provider = finding.provider(request)
    rows = queries.listed(request.actor).filter(provider=provider).order_by("label", "pk")
    if sheets.wanted(request):
        return sheets.answer(request, WEBHOOKS, rows, now=timezone.now())
    context = {
        "rows": [(one, queries.standing(one)) for one in rows],
        "may_manage": allowed(check_manage, request.actor, provider),
    }
    return render(request, "webhooks/webhooks.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@member_required
def webhook_new(request: ActorRequest) -> HttpResponse:
    """Add a webhook; its secret is shown in this answer and never again."""
    provider = finding.provider(request)
    check_manage(request.actor, provider)
    form = EndpointForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with into_form(form):
            made, secret = endpoints.add(
                provider=provider, chosen=form.settings(), by=request.actor, now=timezone.now()
            )
            messages.success(
                request,
                _("The webhook “{label}” is there. Send it a test.").format(label=made.label),
            )
            return show(request, made, secret=secret, status=201)
    context = {"form": form}
    return render(request, "webhooks/new.html", context, status=422 if form.errors else 200)


@require_GET
@member_required
def webhook(request: ActorRequest, webhook_id: UUID) -> HttpResponseBase:
    """Show a webhook: how it fares, its log, its settings."""
    found = finding.endpoint(request, webhook_id)
    if sheets.wanted(request):
        log = queries.log(request.actor, found, _state(request))
        return sheets.answer(request, DELIVERIES, log, now=timezone.now())
    return show(request, found)


@require_http_methods(["GET", "POST"])
@member_required
def webhook_change(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Change where what is sent."""
    found = finding.endpoint(request, webhook_id)
    check_manage(request.actor, found.provider)
    form = ChangeForm.of(found, request.POST or None)
    if form.is_bound and form.is_valid():
        with into_form(form):
            endpoints.change(
                endpoint=found,
                chosen=form.settings(),
                revision=form.cleaned_data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("The webhook is changed."))
            return redirect("webhook", found.pk)
    context = {"form": form, "webhook": found}
    return render(request, "webhooks/change.html", context, status=422 if form.errors else 200)


@require_GET
@member_required
def webhook_delivery(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """Show one event as it was written, and every try to hand it over."""
    found = finding.delivery(request, delivery_id)
    context = {
        "delivery": found,
        "webhook": found.endpoint,
        "told": _(KINDS[found.kind]) if found.kind in KINDS else _("A test"),
        "attempts": list(found.attempts.order_by("-begun_at", "-pk")),
        "may_manage": allowed(check_manage, request.actor, found.provider),
        "can_send": found.state != State.WAITING
        and found.endpoint.paused_at is None
        and found.endpoint.removed_at is None,
    }
    return render(request, "webhooks/delivery.html", context)


def show(
    request: ActorRequest, found: Endpoint, *, secret: str = "", status: int = 200
) -> HttpResponse:
    """Show a webhook; a new secret is in this one answer."""
    state = _state(request)
    page = Paginator(queries.log(request.actor, found, state), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "webhook": found,
        "standing": queries.standing(found),
        "kinds": [_(KINDS[kind]) for kind in found.kinds if kind in KINDS],
        "page": page,
        "state": state,
        "states": State.choices,
        "secret": secret,
        "now": timezone.now(),
        "may_manage": allowed(check_manage, request.actor, found.provider),
        "renew_form": RenewForm(initial={"revision": found.revision}),
        "pause_form": PauseForm(),
    }
    return render(request, "webhooks/webhook.html", context, status=status)


def _state(request: ActorRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in State.values else ""
