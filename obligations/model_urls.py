"""Addresses of models and of the facts about them and their providers."""

from django.urls import path

from obligations.views import ai_models, facts, start

urlpatterns = [
    path("start/", start.start, name="start"),
    path("start/provider/", start.start_provider, name="start-provider"),
    path("start/away/", start.start_away, name="start-away"),
    path("models/", ai_models.models, name="models"),
    path("models/new/", ai_models.model_new, name="model-new"),
    path("models/<uuid:model_id>/", ai_models.model, name="model"),
    path("models/<uuid:model_id>/why/", start.model_why, name="model-why"),
    path("models/<uuid:model_id>/versions/", ai_models.version_new, name="version-new"),
    path("models/<uuid:model_id>/facts/<slug:kind>/", facts.model_fact_new, name="model-fact-new"),
    path(
        "providers/<uuid:provider_id>/facts/<slug:kind>/",
        facts.provider_fact_new,
        name="provider-fact-new",
    ),
]
