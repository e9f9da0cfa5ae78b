"""Two people, or two windows, at the same form: who comes second sees both, and decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from obligations.views.refusals import was_overtaken

LONGEST = 2_000  # characters of a text that are shown beside what was typed


def renew(form: forms.Form, *, revision: int, saved: Mapping[str, str]) -> None:
    """Let a form that came second be sent again, with what was saved meanwhile beside it.

    Does nothing unless the form was refused for that. ``saved`` holds what is there now by field:
    the words of a text, the value of a choice, which is shown by its name. ``revision`` is the
    present one, so that sending the form again is a decision, not an accident.
    """
    if not was_overtaken(form):
        return
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["revision"] = str(revision)
    for name, words in saved.items():
        if words != form.cleaned_data.get(name, words):
            told = _("Saved meanwhile: “{words}”. Saving again puts yours in its place.")
            shown = _named(form.fields[name], words)[:LONGEST]
            form.add_error(name, told.format(words=shown or _("nothing")))
    form.data = data


def _named(field: forms.Field, value: str) -> str:
    """Give the name of what can be chosen; a text is its own."""
    if isinstance(field, forms.ChoiceField):
        named: list[tuple[Any, Any]] = list(field.widget.choices)
        return next((str(name) for one, name in named if one == value), value)
    return value
