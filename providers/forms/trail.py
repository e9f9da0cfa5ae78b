"""The filters of the audit trail; the address holds them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TrailFilter(forms.Form):
    """Which sort of change, about what, by whom, when."""

    action = forms.ChoiceField(label=_("Change"), required=False)
    q = forms.CharField(label=_("About or by"), max_length=200, required=False)
    after = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )
    before = forms.DateField(
        label=_("To"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )

    def __init__(self, data: Any = None, *, actions: list[str], **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        named = [
            (one, one.replace(".", ": ").replace("_", " ").replace("-", " ")) for one in actions
        ]
        self.fields["action"].choices = [("", gettext("Any")), *named]  # type: ignore[attr-defined] # a choice

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; what is wrong or empty is left out."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
