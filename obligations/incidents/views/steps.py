"""Steps of an incident: each is a form of its page, posted, done, and back to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from obligations.incidents.forms.incidents import (
    AuthorityForm,
    BundleForm,
    ClassForm,
    EscalateForm,
    ReasonForm,
    ResolveForm,
)
from obligations.incidents.models import Authority, Classification, Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import lists
from obligations.incidents.services import (
    authorities,
    bundles,
    classes,
    incidents,
    resolutions,
)
from obligations.incidents.services.classes import Reclassified
from obligations.incidents.views import pages
from obligations.phrasebook.shown import phrase
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest


@require_POST
@member_required
def incident_class(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Add a class."""
    form = ClassForm(request.POST, auto_id="id_class_%s")
    return _step(request, incident_id, {"class_form": form}, classes.add, _("The class is added."))


@require_POST
@member_required
def incident_class_remove(
    request: ActorRequest, incident_id: UUID, classification_id: UUID
) -> HttpResponse:
    """Remove a class with a reason."""
    found = pages.find(request, incident_id)
    mine = Classification.objects.visible_to(request.actor).filter(incident=found)
    row = get_object_or_404(mine.select_related("incident__provider"), pk=classification_id)
    form = pages.remove_form(row.pk, request.POST)

    def remove(*, incident: Incident, **given: Any) -> Reclassified:
        return classes.remove(classification=row, **given)

    return _step(
        request, incident_id, {"of_row": (row.pk, form)}, remove, _("The class is removed.")
    )


@require_POST
@member_required
def incident_resolve(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Record the resolution; the clock of the final report runs."""
    form = ResolveForm(request.POST, auto_id="id_resolve_%s")
    message = _("The resolution is recorded. The final report is due 60 days after it.")
    return _step(request, incident_id, {"resolve_form": form}, resolutions.resolve, message)


@require_POST
@member_required
def incident_dismiss(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Record that it was no serious incident."""
    form = ReasonForm(request.POST, auto_id="id_dismiss_%s")
    message = _("It is recorded as no serious incident. It can be opened again.")
    return _step(request, incident_id, {"dismiss_form": form}, resolutions.dismiss, message)


@require_POST
@member_required
def incident_reopen(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Take a dismissal or a resolution back."""
    form = ReasonForm(request.POST, auto_id="id_reopen_%s")
    message = _("It is open again, and its clocks run from their days.")
    return _step(request, incident_id, {"reopen_form": form}, resolutions.reopen, message)


@require_POST
@member_required
def incident_escalate(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Make an incident of a near miss."""
    form = EscalateForm(request.POST, auto_id="id_escalate_%s")
    message = _("It is an incident now, and its clocks run.")
    return _step(request, incident_id, {"escalate_form": form}, incidents.escalate, message)


@require_POST
@member_required
def incident_authority(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Name a national authority."""
    form = AuthorityForm(request.POST, auto_id="id_authority_%s")
    message = _("The authority is recorded.")
    return _step(
        request, incident_id, {"authority_form": form}, authorities.name_authority, message
    )


@require_POST
@member_required
def incident_authority_told(
    request: ActorRequest, incident_id: UUID, authority_id: UUID
) -> HttpResponse:
    """Record when an authority was told."""
    found = pages.find(request, incident_id)
    mine = Authority.objects.visible_to(request.actor).filter(incident=found)
    row = get_object_or_404(mine.select_related("incident__provider"), pk=authority_id)
    form = pages.told_form(row.pk, request.POST)

    def tell(*, incident: Incident, **given: Any) -> Authority:
        return authorities.tell(authority=row, **given)

    return _step(
        request, incident_id, {"of_row": (row.pk, form)}, tell, _("It is recorded as told.")
    )


@require_POST
@member_required
def incident_bundle(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Tell it in the reports of an earlier, similar incident."""
    found = pages.find(request, incident_id)
    heads = lists.chosen(found.provider, request.actor).exclude(pk=incident_id)
    form = BundleForm(request.POST, heads=heads, auto_id="id_bundle_%s")
    message = _("It is told in the reports of the first incident, whose clocks govern.")
    return _step(request, incident_id, {"bundle_form": form}, bundles.join, message)


@require_POST
@member_required
def incident_part(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Report it for itself again."""
    form = ReasonForm(request.POST, auto_id="id_part_%s")
    message = _("It is reported for itself; its own clocks run.")
    return _step(request, incident_id, {"part_form": form}, bundles.part, message)


def _step(
    request: ActorRequest,
    incident_id: UUID,
    given: dict[str, Any],
    service: Callable[..., Any],
    message: str,
) -> HttpResponse:
    """Take the one form given through its service; shown again where it is refused."""
    (named,) = given.values()
    form: forms.Form = named[1] if isinstance(named, tuple) else named
    found = pages.find(request, incident_id)
    check_write(request.actor, found.provider)
    if form.is_valid():
        with into_form(form):
            made = service(
                incident=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, message)
            if isinstance(made, Reclassified) and made.warning:
                messages.warning(request, phrase(made.warning))
            return redirect("incident", found.pk)
    return pages.show(request, incident_id, **given)
