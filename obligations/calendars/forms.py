"""A calendar feed to issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.models import Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _label() -> forms.CharField:
    told = _("Such as: Outlook, my phone.")
    return forms.CharField(label=_("What for"), max_length=100, help_text=told)


def _fixed_dates() -> forms.BooleanField:
    told = _("Also the days that the law sets for everyone")
    return forms.BooleanField(label=told, required=False, initial=True)


def _discreet(label: StrOrPromise) -> forms.BooleanField:
    told = _("For calendars that others can see.")
    return forms.BooleanField(label=label, required=False, initial=True, help_text=told)


class OfficeFeedForm(forms.Form):
    """For which calendar of a reviewer at the AI Office, with what in it."""

    label = _label()
    mine_only = forms.BooleanField(
        label=_("Of requests and observations, only those I made"),
        required=False,
        initial=True,
        help_text=_("The last days of your own access are always in."),
    )
    with_fixed_dates = _fixed_dates()
    is_discreet = _discreet(_("No names of providers, models or duties in titles"))


class FeedForm(forms.Form):
    """For which calendar, about which provider, with what in it."""

    label = _label()
    provider = forms.ChoiceField(label=_("Provider"))
    mine_only = forms.BooleanField(
        label=_("Of duties, only those assigned to me"),
        required=False,
        help_text=_("Incidents, requests and documents have no assignee and are always in."),
    )
    with_targets = forms.BooleanField(
        label=_("Also own target days"),
        required=False,
        initial=True,
        help_text=_("Days that people at the provider set themselves, marked as such."),
    )
    with_fixed_dates = _fixed_dates()
    is_discreet = _discreet(_("No names of models, incidents or requests in titles"))

    def __init__(self, *args: Any, providers: Sequence[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [(str(one.pk), one.name) for one in providers]
        if len(providers) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = str(providers[0].pk)
