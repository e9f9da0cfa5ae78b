"""Two people, or two windows, at the same form: who comes second sees both, and decides."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from obligations.views.refusals import was_overtaken

LONGEST = 2_000  # characters of a text that are shown beside what was typed


def renew(form: forms.Form, *, revision: int, saved: Mapping[str, str]) -> None:
    """Let a form that came second be sent again, with what was saved meanwhile beside it.

    Does nothing unless the form was refused for that. ``saved`` holds the present words by field;
    ``revision`` is the present one, so that sending the form again is a decision, not an accident.
    """
    if not was_overtaken(form):
        return
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["revision"] = str(revision)
    for name, words in saved.items():
        if words != form.cleaned_data.get(name, words):
            told = _("Saved meanwhile: “{words}”. Saving again puts yours in its place.")
            form.add_error(name, told.format(words=words[:LONGEST] or _("nothing")))
    form.data = data
