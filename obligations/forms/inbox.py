"""The day until which a notice is put off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.forms import fields


class SnoozeForm(forms.Form):
    """One day, typed or by a button."""

    until = fields.day(gettext_lazy("Until"), required=True)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self.fields["until"].error_messages["required"] = _("Choose a day.")

    def problem(self) -> str:
        """Say in one line why the notice was not put off."""
        return _("Not put off: {problem}").format(problem=self.errors["until"][0])
