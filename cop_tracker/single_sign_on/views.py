"""From an address to the sign-in of its organisation, and back."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cop_tracker.single_sign_on.tokens import NonceAdapter


class AddressForm(forms.Form):
    """Whose organisation to ask."""

    email = forms.EmailField(
        label=_("E-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    """Lead a person to the sign-in of their organisation; which there are is not listed."""
    form = AddressForm(request.GET if "email" in request.GET else None)
    wanted = request.GET.get("next", "")
    onwards = wanted if get_account_adapter(request).is_safe_url(wanted) else ""
    if form.is_bound and form.is_valid():
        domain = form.cleaned_data["email"].lower().rpartition("@")[2]
        found = next((one for one in settings.ORGANISATIONS if domain in one.domains), None)
        if found is not None:
            provider = get_adapter(request).get_provider(request, found.id)
            kwargs = {"next": onwards} if onwards else {}
            return redirect(provider.get_login_url(request, **kwargs))
        form.add_error(
            "email", _("No organisation is set up for this address. Sign in with your password.")
        )
    context = {"form": form, "onwards": onwards}
    return render(request, "account/organisation.html", context, status=422 if form.errors else 200)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Begin to sign in at an organisation."""
    return _view(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the organisation says of who came back."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(NonceAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return answer
