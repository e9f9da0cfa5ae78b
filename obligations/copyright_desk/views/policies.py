"""Versions of the copyright policy: their list, one of them, two compared."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from obligations import downloads
from obligations.copyright_desk.forms.crawlers import WhyForm
from obligations.copyright_desk.forms.policies import ProofForm
from obligations.copyright_desk.models import PolicyDraft, PolicyVersion
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import comparison, desk, duties, public
from obligations.copyright_desk.services import proofs, publications
from obligations.copyright_desk.views.finding import done, policy, provider_of
from obligations.delivery import email
from obligations.law.copyright_policy import coverage
from obligations.law.deadlines import brussels_day
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed


@require_GET
@member_required
def copyright_policies(request: ActorRequest) -> HttpResponse:
    """List the versions, newest first, with the draft of the next one."""
    provider = provider_of(request)
    versions = desk.versions(provider, request.actor)
    drafts = PolicyDraft.objects.visible_to(request.actor).filter(provider=provider)
    context = {
        "versions": versions,
        "current": desk.policy(versions, brussels_day(timezone.now())),
        "draft": drafts.first(),
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "copyright_desk/policies.html", context)


@require_GET
@member_required
def copyright_policy(request: ActorRequest, policy_id: UUID) -> HttpResponse:
    """Show one version: what it says, what answers which measure, what is public of it."""
    return _show(request, policy(request, policy_id))


@require_GET
@member_required
def copyright_policy_download(request: ActorRequest, policy_id: UUID) -> FileResponse:
    """Hand out the file of a version."""
    return downloads.respond(policy(request, policy_id))


@require_POST
@member_required
def copyright_policy_publish(request: ActorRequest, policy_id: UUID) -> HttpResponse:
    """Make the summary of a version public."""
    found = policy(request, policy_id)
    publications.publish_summary(version=found, by=request.actor, now=timezone.now())
    return done(
        request, _("The summary is public; the feed tells of it."), "copyright-policy", found.pk
    )


@require_POST
@member_required
def copyright_summary_withdraw(request: ActorRequest) -> HttpResponse:
    """Take the public summary back."""
    provider = provider_of(request)
    form = WhyForm(request.POST)
    check_write(request.actor, provider)
    if form.is_valid():
        with into_form(form):
            publications.withdraw_summary(
                provider=provider, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, _("The summary is taken back."), "copyright-policies")
    latest = desk.versions(provider, request.actor)
    return (
        _show(request, policy(request, latest[0].pk), withdraw_form=form)
        if latest
        else done(request, _("There is no summary."), "copyright-policies")
    )


@require_POST
@member_required
def copyright_policy_evidence(request: ActorRequest, policy_id: UUID) -> HttpResponse:
    """Record a version as evidence for duties."""
    found = policy(request, policy_id)
    check_write(request.actor, found.provider)
    form = _proof_form(request, found, request.POST)
    if form.is_valid():
        as_summary = form.cleaned_data["as_what"] == "summary"
        address = email.absolute(reverse("public-copyright", args=[found.provider_id]))
        with into_form(form):
            version = proofs.record(
                version=found,
                duties=[*form.cleaned_data["duties"]],
                public_url=f"{address}#summary" if as_summary else "",
                by=request.actor,
                now=timezone.now(),
            )
            return done(request, _("Recorded as evidence."), "evidence", version.evidence_id)
    return _show(request, found, proof_form=form)


@require_GET
@member_required
def copyright_policy_compare(request: ActorRequest) -> HttpResponse:
    """Compare two versions, the last two unless others are asked for."""
    versions = desk.versions(provider_of(request), request.actor)
    numbers = {str(one.number): one for one in versions}
    newest = versions[0].number if versions else 1
    before = numbers.get(request.GET.get("from", str(newest - 1)))
    after = numbers.get(request.GET.get("to", str(newest)))
    context = {
        "versions": [*reversed(versions)],
        "before": before,
        "after": after,
        "changes": comparison.compare(before, after) if before and after else None,
    }
    return render(request, "copyright_desk/compare.html", context)


def _proof_form(request: ActorRequest, found: PolicyVersion, data: object = None) -> ProofForm:
    return ProofForm(
        data,
        duties=duties.served(found.provider, request.actor),
        is_public=hasattr(found, "publication"),
        initial={"as_what": "policy"},
        auto_id="id_proof_%s",
    )


def _show(request: ActorRequest, found: PolicyVersion, **given: forms.Form) -> HttpResponse:
    shown = public.desk(found.provider_id)
    summary = shown.summary if shown else None
    versions = desk.versions(found.provider, request.actor)
    current = desk.policy(versions, brussels_day(timezone.now()))
    context = {
        "found": found,
        "coverage": coverage(found.covers),
        "not_named": desk.not_named(found, request.actor),
        "is_current": current is not None and current.version.pk == found.pk,
        "latest": versions[0].number,
        "summary": summary,
        "is_public": summary is not None and summary.policy_version_id == found.pk,
        "may_publish": bool(found.summary) and not hasattr(found, "publication"),
        "proof_form": _proof_form(request, found),
        "withdraw_form": WhyForm(auto_id="id_withdraw_%s"),
        "may_write": allowed(check_write, request.actor, found.provider),
        **given,
    }
    return render(request, "copyright_desk/policy.html", context, status=422 if given else 200)
