"""Steps of a webhook: test, renew the secret, pause, resume, remove, send again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from obligations.views.access import member_required
from obligations.webhooks import tasks
from obligations.webhooks.forms import PauseForm, RenewForm
from obligations.webhooks.services import endpoints, outbox
from obligations.webhooks.views import finding
from obligations.webhooks.views.pages import show
from providers.errors import DomainError, NotPermitted
from providers.middleware import ActorRequest


@require_POST
@member_required
def webhook_test(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Send a test event."""
    found = finding.endpoint(request, webhook_id)
    made = outbox.test(endpoint=found, by=request.actor, now=timezone.now())
    transaction.on_commit(tasks.hurry)
    messages.success(request, _("The test is on its way; reload this page to see the answer."))
    return redirect("webhook-delivery", made.pk)


@never_cache
@require_POST
@member_required
def webhook_renew(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Renew the secret; it is shown in this answer and never again."""
    found = finding.endpoint(request, webhook_id)
    form = RenewForm(request.POST)
    try:
        secret = endpoints.renew_secret(
            endpoint=found,
            revision=form.cleaned_data["revision"] if form.is_valid() else 0,
            by=request.actor,
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("webhook", found.pk)
    return show(request, found, secret=secret)


@require_POST
@member_required
def webhook_pause(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Hold everything back."""
    found, form = finding.endpoint(request, webhook_id), PauseForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    endpoints.pause(endpoint=found, because=because, by=request.actor, now=timezone.now())
    messages.success(request, _("The webhook is paused. Events wait in its log."))
    return redirect("webhook", found.pk)


@require_POST
@member_required
def webhook_resume(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Send again."""
    found = finding.endpoint(request, webhook_id)
    endpoints.resume(endpoint=found, by=request.actor, now=timezone.now())
    transaction.on_commit(tasks.hurry)
    messages.success(request, _("The webhook sends again; what waited is sent too."))
    return redirect("webhook", found.pk)


@require_POST
@member_required
def webhook_remove(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    """Send nothing more."""
    found = finding.endpoint(request, webhook_id)
    endpoints.remove(endpoint=found, by=request.actor, now=timezone.now())
    messages.success(request, _("The webhook “{label}” is removed.").format(label=found.label))
    return redirect("webhooks")


@require_POST
@member_required
def webhook_redeliver(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """Send an event once more."""
    found = finding.delivery(request, delivery_id)
    outbox.redeliver(delivery=found, by=request.actor, now=timezone.now())
    transaction.on_commit(tasks.hurry)
    messages.success(request, _("The event is on its way again, under the same id."))
    return redirect("webhook-delivery", found.pk)
