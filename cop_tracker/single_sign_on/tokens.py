"""What an organisation says in an ID token, believed only where every part of it is right."""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

# Signatures with the organisation's own key; never with the shared secret, never none.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY = 60  # seconds that two clocks may differ


class NonceAdapter(OpenIDConnectOAuth2Adapter):
    """The library's adapter, which verifies the signature even of a token it fetched itself."""

    def complete_login(self, request: Any, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Refuse an answer without an ID token: nothing else is signed."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("There is no ID token.")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            return self._verified(app, id_token)
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise OAuth2Error(f"The ID token is not right: {error}") from error

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json())
        key = keys[jwt.get_unverified_header(id_token)["kid"]]
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=key,
            algorithms=ALGORITHMS,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
        if claims.get("azp", app.client_id) != app.client_id:
            raise jwt.InvalidAudienceError("the token was made for another program")
        return claims
