"""What input about webhooks looks like."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.forms import fields
from obligations.webhooks.kinds import KINDS
from obligations.webhooks.models import Endpoint, Format
from obligations.webhooks.services.endpoints import Settings


class EndpointForm(forms.Form):
    """Where events are sent, in which form, and which."""

    label = forms.CharField(label="Name", max_length=100, help_text="Such as: ticket system.")
    format = forms.ChoiceField(label="Form", choices=Format.choices)
    url = forms.CharField(
        label="Address",
        max_length=2000,
        widget=forms.URLInput,
        help_text="Begins with https:// and is on the public internet. Of a chat, the address its "
        "incoming webhook or workflow shows.",
    )
    kinds = forms.MultipleChoiceField(
        label="Events",
        required=False,
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none to be sent every kind, later ones too.",
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

    because = forms.CharField(label="Why", required=False, max_length=500)
