"""A token to issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.actors import Scope

_SCOPES = {
    Scope.READ: _("Read: everything you may read"),
    Scope.WRITE: _("Write: everything you may change"),
    Scope.REVIEW: _("Review: decide on submissions for the AI Office"),
}


class TokenForm(forms.Form):
    """For what, with which scopes, for how long."""

    label = forms.CharField(
        label=_("What for"), max_length=100, help_text=_("Such as: nightly export.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=[], widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("Expires after days"),
        min_value=1,
        max_value=366,
        initial=90,
        help_text=_("At most 366. A program that stops working is found; a forgotten key is not."),
    )

    def __init__(self, data: Any = None, *, is_office: bool, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", initial={"scopes": [Scope.READ.value]}, **kwargs)
        offered = [(one.value, told) for one, told in _SCOPES.items()]
        self.fields["scopes"].choices = offered if is_office else offered[:2]  # type: ignore[attr-defined] # a choice
