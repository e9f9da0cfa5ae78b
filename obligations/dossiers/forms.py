"""What asking for an export looks like."""

from __future__ import annotations

from django import forms

from obligations.dossiers.models import Format


class ExportForm(forms.Form):
    """A day and a format."""

    on = forms.DateField(
        label="As of the end of",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="In Brussels. What was recorded later is left out, and counted as left out.",
    )
    format = forms.ChoiceField(label="Format", choices=Format.choices, widget=forms.RadioSelect)
