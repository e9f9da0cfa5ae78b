"""Every private row names its provider, and people reach it through visible_to alone."""

import pytest
from django.apps import apps
from django.db import models

from providers.actors import ANONYMOUS, TIMETABLE
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet

OURS = [
    model
    for app in apps.get_app_configs()
    if app.name.split(".")[0] in ("providers", "obligations")
    for model in app.get_models()
]

# Rows that belong to nobody in particular, each with the reason.
SHARED = {
    "ChannelChoice": "belongs to a person, whatever provider a notice is about",
    "EditionChange": "the law is public; a change of it is the operator's",
    "User": "a person may be a member of several providers",
    "ApiToken": "belongs to a person and opens no more than the person may",
    "AuditHead": "the end of a chain, never shown",
    "Edition": "the law is public",
    "Obligation": "the law is public",
    "IdempotentRequest": "belongs to a person",
    "JobRun": "what a job did, for operators",
    "StandardsTaken": "lists of standards are public",
    "PublishedKey": "readers check signatures with it, without an account",
    "Pulse": "which parts are alive, for operators",
}


def has_provider(model):
    return any(field.name == "provider" for field in model._meta.get_fields())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_row_names_its_provider_or_says_why_not(model):
    assert has_provider(model) or model is Provider or model.__name__ in SHARED


@pytest.mark.parametrize(
    "model",
    [one for one in OURS if (has_provider(one) and one.__name__ not in SHARED) or one is Provider],
    ids=lambda model: model.__name__,
)
def test_a_private_row_is_reached_through_visible_to(db, model, rival):
    rows = model._default_manager.all()

    assert isinstance(rows, TenantQuerySet)
    assert rows.visible_to(ANONYMOUS).count() == 0
    assert rows.visible_to(TIMETABLE).query.where == rows.query.where
    assert rows.visible_to(rival).query.where != rows.query.where


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_provider_is_never_deleted_with_its_rows(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is Provider:
            assert field.remote_field.on_delete is models.PROTECT
