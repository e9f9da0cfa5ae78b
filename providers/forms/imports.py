"""A list of models to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """The file, whom to credit, and what its days of publication mean."""

    file = forms.FileField(
        label=_("List of models (CSV)"),
        help_text=_("UTF-8, one model a row, with a column called Model. At most 20 MB."),
        allow_empty_file=True,
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=1000,
        required=False,
        help_text=_("Whom to credit for the list; stands beside every fact."),
    )
    market_date_from_publication = forms.BooleanField(
        label=_("Take days of publication for days of placing on the Union market"),
        required=False,
        help_text=_("Only where you know that they are the same. Otherwise the day stays unknown."),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, label_suffix="", **kwargs)


class ApplyForm(forms.Form):
    """What was previewed, and whether refused rows may stay out."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=128)
    leave_out_refused = forms.BooleanField(
        label=_("Leave the refused rows out and import the others"), required=False
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
