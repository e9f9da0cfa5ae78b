"""No kind of row, and no column of one, is missing from the export of a position by oversight."""

import pytest
from django.apps import apps
from django.db import models

from obligations.dossiers.exports.as_xlsx import COUNTS, RULINGS
from obligations.dossiers.queries.kinds import LEFT_OUT, PARTS

OF_PROVIDERS = [
    model
    for app in apps.get_app_configs()
    if app.name.split(".")[0] in ("providers", "obligations")
    for model in app.get_models()
    if any(field.name == "provider" for field in model._meta.concrete_fields)
]
BY_KEY = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)


@pytest.mark.parametrize("model", OF_PROVIDERS, ids=lambda model: model._meta.label)
def test_a_kind_that_names_a_provider_is_exported_or_says_why_not(model):
    exported = [part.key for part in PARTS if part.model is model]

    assert len(exported) + (model._meta.label_lower in LEFT_OUT) == 1


def test_every_reason_is_about_a_kind_there_is():
    known = {model._meta.label_lower for model in OF_PROVIDERS}

    assert set(LEFT_OUT) <= known
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


@BY_KEY
def test_every_column_is_written_or_says_why_not(part):
    names = {field.name for field in part.model._meta.concrete_fields}
    explained = {field.name for field in part.model._meta.concrete_fields if part.why_not(field)}

    assert set(part.fields) | explained == names
    assert not set(part.fields) & explained
    assert set(part.without) <= names
    assert len(part.columns) == len({column.name for column in part.columns})


@BY_KEY
def test_an_instant_that_may_come_later_is_known_as_such(part):
    """A column filled after the row was made would tell of days after the one exported."""
    may_come = {
        field.name
        for field in part.model._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and field.null and not part.why_not(field)
    }

    assert may_come - {part.known} == {
        name for name in (*part.later, *part.stated) if name in may_come
    } - {part.known}
    assert {name for with_it in part.later.values() for name in with_it} <= set(part.fields)


@BY_KEY
def test_a_row_that_people_change_says_whether_they_did(part):
    """Rows with a counter of changes show present words; the export says so of each row."""
    is_edited = any(field.name == "revision" for field in part.model._meta.concrete_fields)
    is_frozen = part.known in ("submitted_at", "recorded_at", "sent_at") and part.left_out != (
        "recorded after the day"
    )

    assert bool(part.since) or not is_edited or is_frozen or part.key == "indicators"


def test_titles_fit_a_sheet_and_are_told_apart():
    titles = [part.title for part in PARTS] + [COUNTS.name, RULINGS.name, "Position"]

    assert len({title.lower() for title in titles}) == len(titles)
    assert len({part.key for part in PARTS}) == len(PARTS)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\'") for title in titles)
