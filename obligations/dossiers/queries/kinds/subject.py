"""The model itself, its versions, and the facts recorded about it and its provider."""

from __future__ import annotations

from django.db.models import Q

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_model, of_subject
from providers.models import AIModel, Fact, ModelVersion

PARTS = (
    Part(
        key="models",
        title="The model",
        model=AIModel,
        reach=lambda scope: Q(pk=scope.ai_model.pk),
        known="created_at",
        later={"shared_with_office_at": ()},
        since="trail",
    ),
    Part(
        key="versions",
        title="Versions of the model",
        model=ModelVersion,
        reach=of_model,
        known="created_at",
        since="trail",
        without={"ai_model": "the model of this dossier"},
    ),
    Part(
        key="facts",
        title="Facts recorded",
        model=Fact,
        reach=of_subject,
        known="recorded_at",
        named={"about": "ai_model__name", "version_label": "version__label"},
    ),
)
