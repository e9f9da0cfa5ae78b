"""Tokens that a person gives to programs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from providers.errors import DomainError, NotPermitted
from providers.forms.tokens import TokenForm
from providers.middleware import ActorRequest
from providers.services import tokens as service
from providers.sheets import answers as sheets
from providers.sheets.lists import TOKENS
from providers.views.access import person_of, place, signed_in


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tokens(request: ActorRequest) -> HttpResponseBase:
    """List a person's tokens, and issue one; its text is shown in this answer and never again."""
    person = person_of(request)
    if sheets.wanted(request):
        return sheets.answer(request, TOKENS, service.of_user(person), now=timezone.now())
    data = request.POST or None
    form = TokenForm(data, is_office=person.is_office)
    plain = ""
    if data is not None and form.is_valid():
        now = timezone.now()
        try:
            _, plain = service.issue(
                user=person,
                label=form.cleaned_data["label"],
                scopes=form.cleaned_data["scopes"],
                expires_at=now + timedelta(days=form.cleaned_data["days"]),
                by=request.actor,
                now=now,
            )
            form = TokenForm(is_office=person.is_office)
        except NotPermitted:
            raise
        except DomainError as refusal:
            place(form, refusal)
    context = {
        "form": form,
        "plain": plain,
        "rows": service.of_user(person),
        "now": timezone.now(),
    }
    return render(request, "providers/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def token_revoke(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """End a token at once."""
    token = service.find(person_of(request), token_id)
    if token is None:
        raise Http404
    service.revoke(token=token, by=request.actor, now=timezone.now())
    messages.success(
        request, gettext("The token “{token}” works no more.").format(token=token.label)
    )
    return redirect("tokens")
