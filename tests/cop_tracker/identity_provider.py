"""An organisation that speaks SAML 2.0: it reads real requests and signs real assertions."""

from __future__ import annotations

import base64
import secrets
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants as SAML
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.umbra.example"
SSO = "https://idp.umbra.example/sso"
EMAIL_FORMAT = SAML.NAMEID_EMAIL_ADDRESS
PERSISTENT = SAML.NAMEID_PERSISTENT


class IdentityProvider:
    """Answers a request to sign in with what a test says of the person, signed or not."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.pem, self.certificate = _pem(self.key), _certificate(self.key)

    def asked(self, location: str) -> dict[str, str]:
        """Read a request to sign in as the organisation's page would."""
        assert location.startswith(f"{SSO}?")
        packed = parse_qs(urlsplit(location).query)["SAMLRequest"][0]
        request = ET.fromstring(zlib.decompress(base64.b64decode(packed), -15))  # noqa: S314 -- ours
        issuer = request.find(f"{{{SAML.NS_SAML}}}Issuer")
        assert issuer is not None
        return {
            "id": request.attrib["ID"],
            "acs": request.attrib["AssertionConsumerServiceURL"],
            "issuer": str(issuer.text),
        }

    def answer(self, asked: dict[str, str], **changes) -> dict[str, str]:
        """Say who came, as the form that the organisation's page posts.

        ``signer`` signs the assertion: another provider, or None for nobody.
        """
        now = datetime.now(UTC)
        said = {
            "name_id": "person-1",
            "format": PERSISTENT,
            "attributes": {
                "urn:oid:0.9.2342.19200300.100.1.3": "noor@umbra.example",
                "urn:oid:2.5.4.42": "Noor",
                "urn:oid:2.5.4.4": "of Umbra",
            },
            "entity": ENTITY,
            "audience": asked["issuer"],
            "in_response_to": asked["id"],
            "recipient": asked["acs"],
            "until": now + timedelta(minutes=5),
            "signer": self,
            "tampered": None,
        } | changes
        assertion = _assertion(said, now)
        if said["signer"] is not None:
            assertion = OneLogin_Saml2_Utils.add_sign(
                assertion, said["signer"].pem, said["signer"].certificate
            ).decode()
        if said["tampered"]:
            assertion = assertion.replace(*said["tampered"])
        response = _response(said, assertion, now)
        return {"SAMLResponse": base64.b64encode(response.encode()).decode(), "RelayState": ""}


def _pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.umbra.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def _assertion(said: dict, now: datetime) -> str:
    attributes = [
        f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue>'
        "</saml:Attribute>"
        for name, value in said["attributes"].items()
    ]
    statement = f"<saml:AttributeStatement>{''.join(attributes)}</saml:AttributeStatement>"
    answers = f' InResponseTo="{said["in_response_to"]}"' if said["in_response_to"] else ""
    until = _instant(said["until"])
    return (
        f'<saml:Assertion xmlns:saml="{SAML.NS_SAML}" ID="_{secrets.token_hex(16)}"'
        f' Version="2.0" IssueInstant="{_instant(now)}"><saml:Issuer>{said["entity"]}</saml:Issuer>'
        f'<saml:Subject><saml:NameID Format="{said["format"]}">{said["name_id"]}</saml:NameID>'
        f'<saml:SubjectConfirmation Method="{SAML.CM_BEARER}"><saml:SubjectConfirmationData'
        f'{answers} NotOnOrAfter="{until}" Recipient="{said["recipient"]}"/>'
        "</saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{_instant(now - timedelta(minutes=1))}"'
        f' NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{said["audience"]}'
        "</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{_instant(now)}" SessionIndex="_1">'
        "<saml:AuthnContext><saml:AuthnContextClassRef>"
        f"{SAML.AC_PASSWORD_PROTECTED}</saml:AuthnContextClassRef></saml:AuthnContext>"
        "</saml:AuthnStatement>"
        f"{statement if attributes else ''}</saml:Assertion>"
    )


def _response(said: dict, assertion: str, now: datetime) -> str:
    answers = f' InResponseTo="{said["in_response_to"]}"' if said["in_response_to"] else ""
    return (
        f'<samlp:Response xmlns:samlp="{SAML.NS_SAMLP}" xmlns:saml="{SAML.NS_SAML}"'
        f' ID="_{secrets.token_hex(16)}" Version="2.0" IssueInstant="{_instant(now)}"'
        f' Destination="{said["recipient"]}"{answers}><saml:Issuer>{said["entity"]}</saml:Issuer>'
        f'<samlp:Status><samlp:StatusCode Value="{SAML.STATUS_SUCCESS}"/></samlp:Status>'
        f"{assertion}</samlp:Response>"
    )


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
