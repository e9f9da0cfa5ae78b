"""What a form says is said in the language of the reader, not in that of the server's start."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import Promise

import obligations.forms
import providers.forms

# Names, the same in every language.
NAMES = {("PreferencesForm", "language"), ("PreferencesForm", "time_zone")}


def _forms() -> Iterator[type[forms.BaseForm]]:
    for package in (obligations.forms, providers.forms):
        for one in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for found in vars(importlib.import_module(one.name)).values():
                is_form = isinstance(found, type) and issubclass(found, forms.BaseForm)
                if is_form and found.__module__ == one.name:
                    yield found


def _said(field: forms.Field) -> Iterator[object]:
    yield from (field.label, field.help_text)
    yield from (text for text in getattr(field, "error_messages", {}).values())
    is_shown = isinstance(field, forms.ChoiceField) and not field.widget.is_hidden
    if is_shown and not isinstance(field.choices, CallableChoiceIterator):
        yield from (label for _, label in field.choices)


@pytest.mark.parametrize("form", list(_forms()), ids=lambda form: form.__name__)
def test_fields_made_when_the_server_starts_wait_for_their_reader(form):
    fixed = [
        (name, text)
        for name, field in form.base_fields.items()
        for text in _said(field)
        if text and not isinstance(text, Promise) and (form.__name__, name) not in NAMES
    ]

    assert fixed == []
