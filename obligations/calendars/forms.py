"""A calendar feed to issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.models import Provider


class FeedForm(forms.Form):
    """For which calendar, about which provider, with what in it."""

    label = forms.CharField(
        label=_("What for"), max_length=100, help_text=_("Such as: Outlook, my phone.")
    )
    provider = forms.ChoiceField(label=_("Provider"))
    mine_only = forms.BooleanField(
        label=_("Of duties, only those assigned to me"),
        required=False,
        help_text=_("Incidents, requests and documents have no assignee and are always in."),
    )
    with_fixed_dates = forms.BooleanField(
        label=_("Also the days that the law sets for everyone"), required=False, initial=True
    )
    is_discreet = forms.BooleanField(
        label=_("No names of models, incidents or requests in titles"),
        required=False,
        initial=True,
        help_text=_("For calendars that others can see."),
    )

    def __init__(self, *args: Any, providers: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [(str(one.pk), one.name) for one in providers]
        if len(providers) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = str(providers[0].pk)
