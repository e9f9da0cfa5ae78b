"""What reviewers at the AI Office type in: filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.incidents.words import CLASSES, STAGE_NAMES
from obligations.phrasebook.shown import phrase_lazy


class ReportFilter(forms.Form):
    """Which submitted reports to show; the address holds it."""

    q = forms.CharField(label=_("Text"), required=False, max_length=200)
    provider = forms.ChoiceField(label=_("Provider"), required=False)
    stage = forms.ChoiceField(
        label=_("Report"),
        required=False,
        choices=[("", _("Any")), *((one.value, words) for one, words in STAGE_NAMES.items())],
    )
    class_name = forms.ChoiceField(
        label=_("Class"),
        required=False,
        choices=[
            ("", _("Any")),
            *((one.value, phrase_lazy(words)) for one, words in CLASSES.items()),
        ],
    )

    def __init__(self, data: Any, *, providers: Sequence[tuple[UUID, str]]) -> None:
        super().__init__(data, label_suffix="")
        named = [(str(key), name) for key, name in providers]
        self.fields["provider"].choices = [("", _("Any")), *named]  # type: ignore[attr-defined] # a choice

    @property
    def chosen(self) -> dict[str, str]:
        """Give the filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
