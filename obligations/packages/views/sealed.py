"""Sealing a package, and what follows: download, check, send, share, receipts."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations import downloads
from obligations.packages.exports import checks
from obligations.packages.forms.sending import (
    BecauseForm,
    CheckForm,
    ReceiptForm,
    SentForm,
    ShareForm,
)
from obligations.packages.models import Package, PackageReceipt
from obligations.packages.permissions import check_write
from obligations.packages.services import receipts, sealing, sending
from obligations.packages.views.packages import attempt, done, find, show
from obligations.views.access import member_required, signed_in
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest


@require_POST
@member_required
def package_seal(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Seal a package; a large one is sealed in the background."""
    found = _find_own(request, package_id)
    return attempt(
        request,
        found,
        lambda: sealing.seal(package=found, by=request.actor, clock=timezone.now),
        _("Sealing has begun; this page says how far it is."),
    )


@require_POST
@member_required
def package_continue(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Carry on a sealing that was interrupted."""
    found = _find_own(request, package_id)
    return attempt(
        request,
        found,
        lambda: sealing.carry_on(package=found, by=request.actor, clock=timezone.now),
        _("Sealing went on; how it ended stands below."),
    )


@require_POST
@member_required
def package_stop(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Stop a sealing."""
    found = _find_own(request, package_id)
    return attempt(
        request,
        found,
        lambda: sealing.stop(package=found, by=request.actor, now=timezone.now()),
        _("The sealing is stopped; the package can be changed."),
    )


@require_GET
@signed_in
def package_download(request: ActorRequest, package_id: UUID) -> FileResponse:
    """Hand out a sealed package."""
    found = find(request, package_id)
    if not found.stored_file_id:
        raise Http404
    return downloads.respond(found)


@require_POST
@signed_in
def package_verify(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Read the stored archive again and check every byte of it."""
    found = find(request, package_id)
    return show(request, found, verified=checks.of_package(found), verified_at=timezone.now())


@require_POST
@member_required
def package_sent(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Record that it was sent."""
    found = _find_own(request, package_id)
    form = SentForm(request.POST)
    if form.is_valid():
        with into_form(form):
            sending.record(package=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, found, _("The sending is recorded."), "sending")
    return show(request, found, sent_form=form)


@require_POST
@member_required
def package_share(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Share it with the AI Office here."""
    found = _find_own(request, package_id)
    form = ShareForm(request.POST, auto_id="id_share_%s")
    if form.is_valid():
        with into_form(form):
            sending.share(package=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            told = _("The reviewers of the AI Office can see the package.")
            return done(request, found, told, "sending")
    return show(request, _find_own(request, package_id), share_form=form)


@require_POST
@member_required
def package_unshare(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Take the sharing back."""
    found = _find_own(request, package_id)
    form = BecauseForm(request.POST, auto_id="id_unshare_%s")
    if form.is_valid():
        with into_form(form):
            sending.unshare(
                package=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, found, _("The package is not shared any more."), "sending")
    return show(request, found, unshare_form=form)


@require_POST
@member_required
def package_receipt(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Record a receipt."""
    found = _find_own(request, package_id)
    form = ReceiptForm(request.POST, request.FILES, auto_id="id_receipt_%s")
    if form.is_valid():
        given = dict(form.cleaned_data)
        with into_form(form):
            receipts.record(
                package=found,
                upload=given.pop("file"),
                by=request.actor,
                now=timezone.now(),
                **given,
            )
            return done(request, found, _("The receipt is recorded."), "receipts")
    return show(request, found, receipt_form=form)


@require_GET
@signed_in
def package_receipt_download(request: ActorRequest, receipt_id: UUID) -> FileResponse:
    """Hand out the file of a receipt."""
    rows = PackageReceipt.objects.visible_to(request.actor).filter(stored_file__isnull=False)
    return downloads.respond(get_object_or_404(rows, pk=receipt_id))


@require_http_methods(["GET", "POST"])
@signed_in
def package_check(request: ActorRequest) -> HttpResponse:
    """Check a package that somebody received, against the keys of this installation."""
    if request.method == "GET":
        return render(request, "packages/check.html", {"form": CheckForm()})
    form = CheckForm(request.POST, request.FILES)
    if form.is_valid():
        with into_form(form):
            context = {"form": CheckForm(), "result": checks.of_upload(form.cleaned_data["file"])}
            return render(request, "packages/check.html", context)
    return render(request, "packages/check.html", {"form": form}, status=422)


def _find_own(request: ActorRequest, package_id: UUID) -> Package:
    found = find(request, package_id)
    check_write(request.actor, found.provider)
    return found
