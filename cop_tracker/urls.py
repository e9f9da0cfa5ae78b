"""The site map."""

from django.urls import URLPattern, URLResolver, include, path

from cop_tracker.accounts import at_account, closed
from cop_tracker.robots import robots
from cop_tracker.single_sign_on import saml
from cop_tracker.single_sign_on import views as single_sign_on
from cop_tracker.style_guide import style_guide

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/email/", closed),
    path("accounts/2fa/", at_account, name="mfa_index"),
    path("accounts/sessions/", at_account, name="usersessions_list"),
    path("accounts/3rdparty/", closed),
    path("accounts/3rdparty/signup/", closed),
    path("accounts/organisation/", single_sign_on.organisation, name="organisation"),
    path("accounts/saml/<slug:organization_slug>/acs/", saml.answer),
    path("accounts/saml/<slug:organization_slug>/metadata/", saml.metadata),
    path("accounts/saml/<slug:organization_slug>/sls/", closed),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("cop_tracker.api_urls")),
    path("", include("obligations.model_urls")),
    path("", include("obligations.office_urls")),
    path("robots.txt", robots, name="robots"),
    path("style-guide/", style_guide, name="style-guide"),
    path("", include("obligations.public_urls")),
    path("", include("providers.urls")),
    path("", include("obligations.urls")),
    path("", include("obligations.incidents.urls")),
    path("", include("obligations.systemic_risk.urls")),
    path("", include("obligations.documents.urls")),
    path("", include("obligations.safety.urls")),
    path("", include("obligations.summaries.urls")),
    path("", include("obligations.requests.urls")),
    path("", include("obligations.copyright_desk.urls")),
    path("", include("obligations.routes.urls")),
    path("", include("obligations.indicators.urls")),
    path("", include("obligations.packages.urls")),
    path("", include("obligations.dossiers.urls")),
    path("", include("obligations.editions.urls")),
    path("", include("obligations.webhooks.urls")),
    path("", include("obligations.calendars.urls")),
]

handler400 = "cop_tracker.errors.bad_request"
handler403 = "cop_tracker.errors.permission_denied"
handler404 = "cop_tracker.errors.not_found"
handler500 = "cop_tracker.errors.server_error"
