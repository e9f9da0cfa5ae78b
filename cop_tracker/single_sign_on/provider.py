"""OpenID Connect with a nonce: a token is of use for the one sign-in it was made for."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse

from cop_tracker.single_sign_on.tokens import NonceAdapter


class NonceProvider(OpenIDConnectProvider):
    """The library's provider, with a nonce that is checked and a token that is verified."""

    oauth2_adapter_class = NonceAdapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Send the person to their organisation with a nonce, and remember it with the state."""
        nonce = secrets.token_urlsafe(32)
        params = (kwargs.pop("auth_params", None) or self.get_auth_params()) | {"nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=params, nonce=nonce, **kwargs
        )
        return answer


provider_classes = [NonceProvider]
