"""A person's own account: how pages are written, how they sign in, where they are signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from providers.errors import DomainError, NotPermitted
from providers.forms.account import PreferencesForm
from providers.middleware import ActorRequest
from providers.queries import sign_in
from providers.services import preferences, sessions
from providers.views.access import person_of, place, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def account(request: ActorRequest) -> HttpResponse:
    """Show a person's account, and keep their preferences."""
    person = person_of(request)
    before = {name: getattr(person, name) for name in PreferencesForm.base_fields}
    before["theme"] = before["theme"] or "system"
    form = PreferencesForm(request.POST or None, initial=before)
    if form.is_bound and form.is_valid():
        try:
            preferences.choose(
                user=person, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except NotPermitted:
            raise
        except DomainError as refusal:
            place(form, refusal)
        else:
            if person.language:
                translation.activate(person.language)
            messages.success(request, _("Your preferences are kept."))
            return redirect("account")
    context = {
        "form": form,
        "ways": sign_in.ways_of(person),
        "sessions": sessions.of_user(person, here=request.session.session_key),
    }
    return render(request, "account/account.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def theme(request: ActorRequest) -> HttpResponse:
    """Keep the colours a person switched to; without a script, return to the page."""
    chosen = request.POST.get("theme", "")
    preferences.choose(user=person_of(request), by=request.actor, now=timezone.now(), theme=chosen)
    return HttpResponse(status=204)


@require_POST
@signed_in
def session_end(request: ActorRequest, session_id: int) -> HttpResponse:
    """Sign the person out in one other place."""
    sessions.end(
        user=person_of(request),
        session_id=session_id,
        here=request.session.session_key,
        by=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("You are signed out there."))
    return redirect("account")


@require_POST
@signed_in
def sessions_end(request: ActorRequest) -> HttpResponse:
    """Sign the person out everywhere else."""
    count = sessions.end_others(
        user=person_of(request),
        here=request.session.session_key,
        by=request.actor,
        now=timezone.now(),
    )
    told = ngettext(
        "You are signed out in one other place.",
        "You are signed out in %(count)s other places.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect("account")
