"""What the filter of a preview looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.law.effects import What

NAMES = {
    What.NEWLY_OWED: _("Newly owed"),
    What.CHANGES: _("Days change"),
    What.UNDETERMINED: _("Become open"),
    What.ENDS: _("End"),
    What.REWORDED: _("Read differently"),
}


class EffectFilter(forms.Form):
    """Words and a kind; what does not fit is left out of the filter."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    what = forms.ChoiceField(
        label=_("What happens"),
        required=False,
        choices=[("", _("Anything")), *((what.value, name) for what, name in NAMES.items())],
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that were given and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def count(self) -> int:
        """How many filters are set."""
        return len(self.chosen)
