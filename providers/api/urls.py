"""Addresses of who is bound, under /api/v1/."""

from django.urls import path

from providers.api.ai_models import Models, Versions
from providers.api.events import Events, Verification
from providers.api.facts import ModelFacts, ProviderFacts
from providers.api.imports import Imports
from providers.api.invitations import Invitations
from providers.api.providers import Members, Providers, TwoFactors
from providers.api.teams import Teams
from providers.api.tokens import Me, Tokens
from providers.rest.routes import CHANGEABLE, COLLECTION, CREATE, ENDABLE, LIST, ONE, WHOLE

urlpatterns = [
    path("me/", Me.as_view(CHANGEABLE), name="api-me"),
    path("tokens/", Tokens.as_view(COLLECTION), name="api-tokens"),
    path("tokens/<uuid:pk>/", Tokens.as_view(ENDABLE), name="api-token"),
    path("providers/", Providers.as_view(LIST), name="api-providers"),
    path("providers/<uuid:pk>/", Providers.as_view(CHANGEABLE), name="api-provider"),
    path(
        "providers/<uuid:pk>/facts/", ProviderFacts.as_view(COLLECTION), name="api-provider-facts"
    ),
    path(
        "providers/<uuid:pk>/two-factors/",
        TwoFactors.as_view({"put": "set"}),
        name="api-two-factors",
    ),
    path("providers/<uuid:pk>/members/", Members.as_view(LIST), name="api-members"),
    path(
        "providers/<uuid:pk>/invitations/", Invitations.as_view(COLLECTION), name="api-invitations"
    ),
    path(
        "providers/<uuid:pk>/invitations/<uuid:invitation>/",
        Invitations.as_view(ENDABLE),
        name="api-invitation",
    ),
    path(
        "providers/<uuid:pk>/invitations/<uuid:invitation>/resend/",
        Invitations.as_view({"post": "resend"}),
        name="api-invitation-resend",
    ),
    path("providers/<uuid:pk>/members/<uuid:member>/", Members.as_view(WHOLE), name="api-member"),
    path(
        "providers/<uuid:pk>/events/verification/",
        Verification.as_view(ONE),
        name="api-verification",
    ),
    path("providers/<uuid:pk>/teams/", Teams.as_view(COLLECTION), name="api-teams"),
    path("providers/<uuid:pk>/teams/<uuid:team>/", Teams.as_view(WHOLE), name="api-team"),
    path("models/", Models.as_view(COLLECTION), name="api-models"),
    path("models/imports/", Imports.as_view(CREATE), name="api-imports"),
    path(
        "models/imports/preview/",
        Imports.as_view({"post": "preview"}),
        name="api-import-preview",
    ),
    path("models/<uuid:pk>/", Models.as_view(CHANGEABLE), name="api-model"),
    path("models/<uuid:pk>/lineage/", Models.as_view({"get": "lineage"}), name="api-lineage"),
    path("models/<uuid:pk>/facts/", ModelFacts.as_view(COLLECTION), name="api-model-facts"),
    path("models/<uuid:pk>/versions/", Versions.as_view(COLLECTION), name="api-versions"),
    path("events/", Events.as_view(LIST), name="api-events"),
    path("events/<uuid:pk>/", Events.as_view(ONE), name="api-event"),
]
