"""The public desk of a provider: contact point, summary, crawlers, and the complaint form."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_GET, require_http_methods

from obligations.copyright_desk.exports import crawlers as export
from obligations.copyright_desk.forms import PublicClaimForm
from obligations.copyright_desk.queries import public as queries
from obligations.copyright_desk.queries.public import Desk
from obligations.copyright_desk.services import complaints
from obligations.copyright_desk.views import guard
from obligations.law.copyright_policy import ASKED
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest


@require_GET
def public_copyright(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Show what a provider published at its copyright desk."""
    desk = _find(provider_id)
    context = {
        "desk": desk,
        "crawlers": [export.shown(one) for one in desk.crawlers],
        "cites": {one.key: one.cite for one in ASKED},
    }
    return render(request, "copyright_desk/public_desk.html", context)


def _changed_at(request: ActorRequest, provider_id: UUID) -> datetime | None:
    desk = queries.desk(provider_id)
    return desk.changed_at if desk else None


@require_GET
@condition(last_modified_func=_changed_at)
def public_crawlers_feed(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Answer the Atom feed of what changed about the crawlers (Measure 1.3(4))."""
    desk = _find(provider_id)
    page = request.build_absolute_uri(reverse("public-copyright", args=[provider_id]))
    content = export.atom(
        desk,
        queries.entries(provider_id),
        page=page,
        address=request.build_absolute_uri(request.path),
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_GET
@condition(last_modified_func=_changed_at)
def public_crawlers_json(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Answer the public crawlers for programs."""
    desk = _find(provider_id)
    body = {
        "provider": {"id": str(desk.provider.pk), "name": desk.provider.name},
        "changed_at": desk.changed_at.isoformat(),
        "crawlers": [export.shown(one) for one in desk.crawlers],
    }
    return JsonResponse(body, json_dumps_params={"indent": 2, "ensure_ascii": False})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_complaint(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Take a complaint of a rightsholder; answer its reference and nothing else."""
    desk = _find(provider_id)
    if desk.contact is None or not desk.contact.takes_complaints_here:
        raise Http404
    if request.method == "POST":
        return _lodge(request, desk)
    received = guard.unseal(request.GET.get("received", ""))
    form = PublicClaimForm(initial={"stamp": guard.new_stamp()})
    return _form(request, desk, form, 200, received=received)


def _lodge(request: ActorRequest, desk: Desk) -> HttpResponse:
    form = PublicClaimForm(request.POST)
    stamp = guard.read_stamp(request.POST.get("stamp", ""))
    if not form.is_valid():
        return _form(request, desk, form, 422, keep=stamp is not None and not stamp.problem)
    if stamp is None or stamp.problem:
        told = stamp.problem if stamp else "This form was not ours any more. Send it again."
        form.add_error(None, told)
        return _form(request, desk, form, 422)
    if not guard.admits(request):
        form.add_error(None, "Too many complaints came from here within the hour. Send it later.")
        return _form(request, desk, form, 429, keep=True)
    with into_form(form):
        lodged = complaints.lodge(
            provider=desk.provider, claim=form.claim(), nonce=stamp.nonce, now=timezone.now()
        )
        address = reverse("public-complaint", args=[desk.provider.pk])
        return redirect(f"{address}?received={guard.seal(lodged.reference)}")
    return _form(request, desk, form, 422, keep=True)


def _form(
    request: ActorRequest,
    desk: Desk,
    form: PublicClaimForm,
    status: int,
    *,
    received: str = "",
    keep: bool = False,
) -> HttpResponse:
    """Show the form with what was typed; a stamp that cannot be used again is replaced."""
    if form.is_bound and not keep:
        form.data = {**request.POST.dict(), "stamp": guard.new_stamp()}
    context = {"desk": desk, "form": form, "received": received}
    return render(request, "copyright_desk/public_complaint.html", context, status=status)


def _find(provider_id: UUID) -> Desk:
    desk = queries.desk(provider_id)
    if desk is None:
        raise Http404
    return desk
