"""A passkey as a device would have made it, for pages that ask for one or name it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from providers.models import User

KEY_ID = b"a key of the demonstration"


def give_passkey(user: User, *, name: str) -> Authenticator:
    """Register a passkey of a person, as the library keeps one."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    credential = AttestedCredentialData.create(
        bytes(16), KEY_ID, ES256.from_cryptography_key(public)
    )
    flags = AuthenticatorData.FLAG
    about = AuthenticatorData.create(sha256(b"localhost"), flags.UP | flags.AT, 0, credential)
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
    }
    key = {"id": websafe_encode(KEY_ID), "rawId": websafe_encode(KEY_ID), "type": "public-key"}
    data = {"name": name, "credential": key | {"response": response}}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)
