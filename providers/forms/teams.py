"""A team: its name and its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.models import User


class TeamForm(forms.Form):
    """A team's name, and who is in it."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Such as: Evaluations, or Legal.")
    )
    people = forms.TypedMultipleChoiceField(
        label=_("People"), required=False, widget=forms.CheckboxSelectMultiple, coerce=str
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, data: Any = None, *, members: Sequence[User], **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        choice = self.fields["people"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [(str(one.pk), str(one)) for one in members]
