"""The organisations whose sign-in is trusted, read from one file and refused where it is broken."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cop_tracker.env import BrokenSettingError

SETTING = "SINGLE_SIGN_ON_FILE"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
_COMMON = {"id", "name", "protocol", "domains", "two_factors"}
_NEEDED = {
    "oidc": {"server_url", "client_id"},
    "saml": {"entity_id", "sso_url", "certificate"},
}
# How organisations name what they say of a person, as SAML profiles and common servers spell it.
_SAML_NAMES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ],
    "name": [
        "urn:oid:2.16.840.1.113730.3.1.241",
        "http://schemas.microsoft.com/identity/claims/displayname",
    ],
    "first_name": [
        "urn:oid:2.5.4.42",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    ],
    "last_name": [
        "urn:oid:2.5.4.4",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    ],
}
_ALLOWED = {
    "oidc": {"client_secret", "client_secret_env", "vouches_for_email"},
    "saml": {"email_attribute", "name_attribute"},
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose sign-in is trusted, for the addresses of which domains.

    ``two_factors`` says that it asks for two itself; ``vouches_for_email`` that every address it
    names is its own, where it sends no claim about that.
    """

    id: str
    name: str
    protocol: str
    domains: tuple[str, ...]
    two_factors: bool
    vouches_for_email: bool
    app: Mapping[str, Any]


def read(file: str) -> tuple[Organisation, ...]:
    """Read the file; no name is no organisation. Raises BrokenSettingError for a broken one."""
    if not file:
        return ()
    try:
        found = yaml.safe_load(Path(file).read_text())
    except (OSError, yaml.YAMLError) as error:
        raise BrokenSettingError(SETTING, f"{file} cannot be read.") from error
    if not isinstance(found, list):
        raise BrokenSettingError(SETTING, "it holds a list of organisations.")
    organisations = tuple(_organisation(one, number) for number, one in enumerate(found, 1))
    _check_distinct(organisations)
    return organisations


def _organisation(said: Any, number: int) -> Organisation:
    def broken(problem: str) -> BrokenSettingError:
        return BrokenSettingError(SETTING, f"organisation {number}: {problem}.")

    if not isinstance(said, dict) or said.get("protocol") not in _NEEDED:
        raise broken("it names its protocol, oidc or saml")
    protocol = said["protocol"]
    needed = _NEEDED[protocol] | _COMMON - {"two_factors"}
    if missing := sorted(needed - said.keys()):
        raise broken(f"it lacks {', '.join(missing)}")
    if unknown := sorted(said.keys() - needed - _ALLOWED[protocol] - _COMMON):
        raise broken(f"nothing is known of {', '.join(map(str, unknown))}")
    if not _ID.fullmatch(str(said["id"])):
        raise broken("its id has small letters, digits and hyphens")
    domains = said["domains"]
    if not isinstance(domains, list) or not domains:
        raise broken("domains is a list of mail domains")
    if wrong := [one for one in domains if not _DOMAIN.fullmatch(str(one))]:
        raise broken(f"{wrong[0]!r} is no mail domain")
    return Organisation(
        id=said["id"],
        name=str(said["name"]),
        protocol=protocol,
        domains=tuple(domains),
        two_factors=said.get("two_factors") is True,
        vouches_for_email=protocol == "saml" or said.get("vouches_for_email") is True,
        app=_oidc(said) if protocol == "oidc" else _saml(said),
    )


def _check_distinct(organisations: Sequence[Organisation]) -> None:
    ids = [one.id for one in organisations]
    domains = [domain for one in organisations for domain in one.domains]
    for kind, names in (("id", ids), ("domain", domains)):
        if twice := sorted({one for one in names if names.count(one) > 1}):
            raise BrokenSettingError(SETTING, f"the {kind} {twice[0]} stands there twice.")


def _oidc(said: Mapping[str, Any]) -> dict[str, Any]:
    variable = said.get("client_secret_env")
    return {
        "provider_id": said["id"],
        "name": said["name"],
        "client_id": said["client_id"],
        "secret": os.environ.get(variable, "") if variable else said.get("client_secret", ""),
        "settings": {
            "server_url": said["server_url"],
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,  # The signed token alone says who it is.
        },
    }


def _saml(said: Mapping[str, Any]) -> dict[str, Any]:
    own = {"email": said.get("email_attribute"), "name": said.get("name_attribute")}
    return {
        "provider_id": said["id"],
        "name": said["name"],
        "client_id": said["id"],
        "settings": {
            "attribute_mapping": _SAML_NAMES | {name: [one] for name, one in own.items() if one},
            "idp": {
                "entity_id": said["entity_id"],
                "sso_url": said["sso_url"],
                "x509cert": said["certificate"],
            },
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "want_name_id": True,
                "want_attribute_statement": False,  # The subject's name may be the address.
                "reject_deprecated_algorithm": True,
                "reject_idp_initiated_sso": True,
            },
        },
    }


def library_settings(organisations: Sequence[Organisation]) -> dict[str, Any]:
    """Write the organisations in the shape of the sign-in library."""
    return {
        library: {"APPS": [dict(one.app) for one in organisations if one.protocol == protocol]}
        for library, protocol in (("openid_connect", "oidc"), ("saml", "saml"))
    }
