"""What input about webhooks looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.webhooks.kinds import KINDS
from obligations.webhooks.models import Endpoint, Format
from obligations.webhooks.services.endpoints import Settings


class EndpointForm(forms.Form):
    """Where events are sent, in which form, and which."""

    label = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as: ticket system."))
    format = forms.ChoiceField(label=_("Form"), choices=Format.choices)
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.URLInput,
        help_text=_(
            "Begins with https:// and is on the public internet. Of a chat, the address its "
            "incoming webhook or workflow shows."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events"),
        required=False,
        choices=[(kind, _(words)) for kind, words in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to be sent every kind, later ones too."),
    )

    def settings(self) -> Settings:
        """Give what was typed as the service takes it."""
        given = self.cleaned_data
        names = ("label", "url", "format", "kinds")
        return Settings(**{name: given[name] for name in names})


class ChangeForm(EndpointForm):
    """The same, of a webhook that is there."""

    revision = fields.revision()

    @classmethod
    def of(cls, endpoint: Endpoint, data: Any = None) -> ChangeForm:
        """Fill the form with what holds now."""
        names = ("label", "url", "format", "kinds", "revision")
        initial = {name: getattr(endpoint, name) for name in names}
        return cls(data, initial=initial, auto_id="id_change_%s")


class RenewForm(forms.Form):
    """That the secret is renewed, from the state the person saw."""

    revision = fields.revision()


class PauseForm(forms.Form):
    """Why nothing is sent for a while."""

    because = forms.CharField(label=_("Why"), required=False, max_length=500)
