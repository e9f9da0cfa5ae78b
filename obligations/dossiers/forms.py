"""What asking for an export looks like."""

from __future__ import annotations

from django import forms

from obligations.dossiers.models import Format
from obligations.forms.fields import day


class ExportForm(forms.Form):
    """A day and a format."""

    on = day(
        "As of the end of",
        help_text="In Brussels. What was recorded later is left out, and counted as left out.",
        required=True,
    )
    format = forms.ChoiceField(label="Format", choices=Format.choices, widget=forms.RadioSelect)
