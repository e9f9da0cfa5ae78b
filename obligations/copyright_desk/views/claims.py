"""The public complaint form, and the private address at which its author follows the answer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from obligations.copyright_desk.forms.claims import AgainForm, PublicClaimForm
from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.queries import contact, receipts
from obligations.copyright_desk.queries.public import Desk
from obligations.copyright_desk.services import complaints, correspondence
from obligations.copyright_desk.views import guard
from obligations.copyright_desk.views.public import find
from obligations.delivery import email
from obligations.law.deadlines import brussels_day
from obligations.uploads import takes_files
from obligations.views.refusals import into_form
from providers import reader
from providers.middleware import ActorRequest


@takes_files(guard.upload_limit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_complaint(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Take a complaint of a rightsholder; answer with its private address."""
    desk = find(provider_id)
    if desk.contact is None or not desk.contact.takes_complaints_here:
        raise Http404
    if request.method == "POST":
        return _lodge(request, desk)
    return _form(request, desk, PublicClaimForm(initial={"stamp": guard.new_stamp(provider_id)}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_complaint_status(request: ActorRequest, token: str) -> HttpResponse:
    """Show a complaint to whoever has its private address; let them add something."""
    found = receipts.find(token)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _status(request, found, AgainForm())
    form = AgainForm(request.POST)
    if not guard.admits(request, "messages"):
        form.add_error(None, _("Too much was written from here within the hour. Send it later."))
        return _status(request, found, form, 429)
    if form.is_valid():
        with into_form(form):
            correspondence.write_again(complaint=found, now=timezone.now(), **form.cleaned_data)
            return redirect(request.path)
    return _status(request, found, form, 422)


def _lodge(request: ActorRequest, desk: Desk) -> HttpResponse:
    form = PublicClaimForm(request.POST, request.FILES)
    stamp = guard.read_stamp(request.POST.get("stamp", ""), desk.provider.pk)
    is_fresh = stamp is not None and not stamp.problem
    if not form.is_valid():
        return _form(request, desk, form, 422, keep=is_fresh)
    if stamp is None or stamp.problem:
        told = stamp.problem if stamp else _(_("This form was not ours any more. Send it again."))
        form.add_error(None, told)
        return _form(request, desk, form, 422)
    if not guard.admits(request, "complaints"):
        form.add_error(
            None, _("Too many complaints came from here within the hour. Send it later.")
        )
        return _form(request, desk, form, 429, keep=True)
    with into_form(form):
        lodged = complaints.lodge(
            provider=desk.provider,
            claim=form.claim(),
            uploads=form.cleaned_data["attachments"],
            nonce=stamp.nonce,
            language=reader.language(),
            now=timezone.now(),
        )
        return redirect(f"{receipts.path(lodged)}?received=yes")
    return _form(request, desk, form, 422, keep=True)


def _form(
    request: ActorRequest,
    desk: Desk,
    form: PublicClaimForm,
    status: int = 200,
    *,
    keep: bool = False,
) -> HttpResponse:
    """Show the form with what was typed; a stamp that cannot be used again is replaced."""
    if form.is_bound and not keep:
        form.data = {**request.POST.dict(), "stamp": guard.new_stamp(desk.provider.pk)}
    context = {"desk": desk, "form": form, "lost": bool(request.FILES)}
    return render(request, "copyright_desk/public_complaint.html", context, status=status)


def _status(
    request: ActorRequest, found: Complaint, form: AgainForm, status: int = 200
) -> HttpResponse:
    today = brussels_day(timezone.now())
    context = {
        "found": found,
        "one": queries.aged(found, on=today),
        "steps": queries.public_steps(found),
        "files": queries.sent_files(found),
        "contact": contact.latest(found.provider_id),
        "address": email.absolute(receipts.path(found)),
        "is_new": request.GET.get("received") == "yes",
        "is_mailed": queries.was_mailed(found),
        "form": form,
    }
    response = render(request, "copyright_desk/public_status.html", context, status=status)
    # The address is the only key: no search engine keeps it, and no link passes it on.
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
