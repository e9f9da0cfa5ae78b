"""What reviewers at the AI Office type in: filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from obligations.incidents.words import CLASSES
from obligations.law.incidents import Stage


class ReportFilter(forms.Form):
    """Which submitted reports to show; the address holds it."""

    q = forms.CharField(label="Text", required=False, max_length=200)
    provider = forms.ChoiceField(label="Provider", required=False)
    stage = forms.ChoiceField(
        label="Report",
        required=False,
        choices=[("", "Any"), *((one.value, one.capitalize()) for one in Stage)],
    )
    class_name = forms.ChoiceField(
        label="Class",
        required=False,
        choices=[("", "Any"), *((one.value, words) for one, words in CLASSES.items())],
    )

    def __init__(self, data: Any, *, providers: Sequence[tuple[UUID, str]]) -> None:
        super().__init__(data, label_suffix="")
        named = [(str(key), name) for key, name in providers]
        self.fields["provider"].choices = [("", "Any"), *named]  # type: ignore[attr-defined] # a choice

    @property
    def chosen(self) -> dict[str, str]:
        """Give the filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
