"""Organisations to sign in at: one that speaks OpenID Connect on loopback, and their settings."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qs, urlsplit

import jwt
import yaml
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from cop_tracker.single_sign_on import organisations

KID = "the-key"
CLIENT, SECRET = "tracker", "a secret of the tracker"


def settings_of(*said: dict) -> dict[str, object]:
    """The settings of the product whose file of organisations says this, by name."""
    with NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(list(said), file)
        file.flush()
        known = organisations.read(file.name)
    return {
        "ORGANISATIONS": known,
        "SIGN_IN_WITH_TWO_FACTORS": {one.id for one in known if one.two_factors},
        "SOCIALACCOUNT_PROVIDERS": organisations.library_settings(known),
    }


def acme(url: str) -> dict:
    """What the file says of an organisation at this address that speaks OpenID Connect."""
    return {
        "id": "acme",
        "name": "Acme",
        "protocol": "oidc",
        "domains": ["acme.example"],
        "server_url": url,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class FakeOrganisation:
    """Issues codes for what a test says, and exchanges them as the protocol demands."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict] = {}
        self.header: dict = {"kid": KID}
        self.sign_with = self.key
        self.algorithm = "RS256"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def configuration(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, location: str, **claims) -> dict[str, str]:
        """Answer a request to sign in as the organisation's page would: a code and the state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert location.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        now = int(time.time())
        token = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "subject-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": "noor@acme.example",
            "email_verified": True,
            "name": "Noor of Acme",
        } | claims
        code = f"code-{len(self.codes)}"
        self.codes[code] = {"token": token, "challenge": asked["code_challenge"]}
        return {"code": code, "state": asked["state"]}

    def exchange(self, said: dict[str, str]) -> dict | None:
        """Give the token for a code once, to whoever proves to have asked for it."""
        kept = self.codes.pop(said.get("code", ""), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if kept is None or challenge != kept["challenge"] or said.get("client_secret") != SECRET:
            return None
        claims = {name: value for name, value in kept["token"].items() if value is not None}
        token = jwt.encode(claims, self.sign_with, algorithm=self.algorithm, headers=self.header)
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": KID, "use": "sig", "alg": "RS256"}]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        organisation = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                known = {
                    "/.well-known/openid-configuration": organisation.configuration,
                    "/keys": organisation.keys,
                }
                self.answer(known[self.path]() if self.path in known else None)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                said = {name: values[0] for name, values in parse_qs(body).items()}
                self.answer(organisation.exchange(said))

            def answer(self, body: dict | None) -> None:
                self.send_response(200 if body else 400)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

            def log_message(self, *args: object) -> None:
                pass

        return Handler
