"""The form of the next version of the policy: saved as a draft, or recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from obligations.copyright_desk.forms.policies import PolicyForm, as_before, as_drafted
from obligations.copyright_desk.models import PolicyDraft
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import desk
from obligations.copyright_desk.services import drafts, policies
from obligations.copyright_desk.views.finding import done, provider_of
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel


@require_http_methods(["GET", "POST"])
@member_required
def copyright_policy_new(request: ActorRequest) -> HttpResponse:
    """Write the next version; what is wrong comes back with everything that was typed."""
    provider = provider_of(request)
    check_write(request.actor, provider)
    draft = PolicyDraft.objects.visible_to(request.actor).filter(provider=provider).first()
    form = _form(request, draft)
    if request.method == "POST" and request.POST.get("do") == "draft":
        with into_form(form):
            drafts.save(
                provider=provider,
                content=form.typed(),
                revision=_revision(form),
                by=request.actor,
                now=timezone.now(),
            )
            return done(request, _("The draft is saved."), "copyright-policy-new")
    elif request.method == "POST" and form.is_valid():
        with into_form(form):
            made = policies.record(
                provider=provider,
                wording=form.wording(),
                after=form.cleaned_data["after"],
                by=request.actor,
                now=timezone.now(),
            )
            told = _("Version {number} is recorded.").format(number=made.number)
            return done(request, told, "copyright-policy", made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "draft": draft}
    return render(request, "copyright_desk/policy_new.html", context, status=status)


@require_POST
@member_required
def copyright_draft_discard(request: ActorRequest) -> HttpResponse:
    """Throw the draft away."""
    provider = provider_of(request)
    check_write(request.actor, provider)
    mine = PolicyDraft.objects.visible_to(request.actor).filter(provider=provider)
    found: PolicyDraft = get_object_or_404(mine.select_related("provider"))
    drafts.discard(draft=found, revision=found.revision, by=request.actor, now=timezone.now())
    return done(request, _("The draft is discarded; versions stay."), "copyright-policies")


def _form(request: ActorRequest, draft: PolicyDraft | None) -> PolicyForm:
    provider = provider_of(request)
    versions = desk.versions(provider, request.actor)
    initial: dict[str, Any] = as_before(versions[0]) if versions else {}
    if draft is not None:
        initial = as_drafted(draft.content)
    initial["after"] = versions[0].number if versions else 0
    initial["revision"] = draft.revision if draft else 0
    models = AIModel.objects.visible_to(request.actor).filter(provider=provider).order_by("name")
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return PolicyForm(*posted, models=models, initial=initial)


def _revision(form: PolicyForm) -> int:
    """Read the state the draft's author saw; what is no number is one nobody has."""
    given = str(form.data.get("revision", ""))
    return int(given) if given.isdecimal() and len(given) < 10 else -1
