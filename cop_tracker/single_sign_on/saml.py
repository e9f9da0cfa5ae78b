"""SAML: what an organisation answers, and what this side says of itself."""

from __future__ import annotations

import logging

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.saml import views as library
from allauth.socialaccount.providers.saml.utils import (
    build_auth,
    build_saml_config,
    get_app_or_404,
)
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from lxml.etree import XMLSyntaxError
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.settings import OneLogin_Saml2_Settings

log = logging.getLogger(__name__)
# So many characters are kept of why an answer cannot be read.
CAUSE = 200
# No base64, no XML, a DTD or entities in it, not what the schema promises.
_UNREADABLE = (
    OneLogin_Saml2_Error,
    OneLogin_Saml2_ValidationError,
    XMLSyntaxError,
    ValueError,
)


@require_POST
@csrf_exempt  # The page of the organisation posts it.
def answer(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Take what an organisation says; what cannot be read is refused like what is wrong.

    It is read here once for that alone. What it says is judged after the redirect, by the library,
    where nobody is kept from seeing an error of ours.
    """
    provider = get_app_or_404(request, organization_slug).get_provider(request)
    said = build_auth(request, provider)
    try:
        said.process_response()
    except _UNREADABLE as error:
        # Anybody can post here: one line, of bounded length, and no alarm.
        cause = f"{type(error).__name__}: {error}"[:CAUSE]
        log.warning("What %s answered by SAML cannot be read: %r", organization_slug, cause)
        refused: HttpResponse = render_authentication_error(request, provider, exception=error)
        return refused
    taken: HttpResponse = library.acs(request, organization_slug=organization_slug)
    return taken


@require_GET
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Describe this side to an organisation, without a way to sign out from there: it is closed."""
    app = get_app_or_404(request, organization_slug)
    config = build_saml_config(request, app.settings, organization_slug)
    del config["sp"]["singleLogoutService"]
    ours = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True)
    described = ours.get_sp_metadata()
    if errors := ours.validate_metadata(described):
        told = f"The SAML metadata for {organization_slug} is wrong: {', '.join(errors)}."
        raise ImproperlyConfigured(told)
    return HttpResponse(described, content_type="text/xml")
