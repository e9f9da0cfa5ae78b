"""What asking for an export looks like."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.dossiers.models import Format
from obligations.forms.fields import day


class ExportForm(forms.Form):
    """A day and a format."""

    on = day(
        _("As of the end of"),
        help_text=_("In Brussels. What was recorded later is left out, and counted as left out."),
        required=True,
    )
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, widget=forms.RadioSelect)
