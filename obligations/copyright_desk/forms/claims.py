"""What a complaint looks like when it comes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.models.complaints import Capacity
from obligations.copyright_desk.services.claims import CLAIM_LIMIT, Claim
from obligations.forms.fields import ManyFiles, day, prose


class ClaimForm(forms.Form):
    """What a complaint says."""

    capacity = forms.ChoiceField(label=_("You complain as"), choices=Capacity.choices)
    name = forms.CharField(label=_("Your name or organisation"), max_length=200)
    on_behalf_of = forms.CharField(
        label=_("On behalf of"),
        required=False,
        max_length=200,
        help_text=_("The rightsholder you act for."),
    )
    email = forms.CharField(label=_("Mail address for the answer"), max_length=254)
    works = prose(
        _("The works concerned"), rows=4, required=True, max_length=CLAIM_LIMIT,
        help_text=_("Titles, identifiers or addresses, precise enough to find them."),
    )  # fmt: skip
    seen_where = prose(
        _("Where and how you saw it"), rows=4, required=True, max_length=CLAIM_LIMIT,
        help_text=_("What the provider did or its model put out, when, and how to see it."),
    )  # fmt: skip
    asked = prose(_("What you ask for"), rows=3, required=True, max_length=CLAIM_LIMIT)

    def claim(self) -> Claim:
        """Give the claim as the service takes it."""
        names = ("capacity", "name", "on_behalf_of", "email", "works", "seen_where", "asked")
        return Claim(**{name: self.cleaned_data[name] for name in names})


class PublicClaimForm(ClaimForm):
    """The same from a stranger: with a stamp, and a field that only programs fill."""

    attachments = ManyFiles(
        label=_("Files"),
        required=False,
        help_text=_("At most 3, each up to 10 MB, such as a picture of what you saw."),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_homepage(self) -> str:
        """Refuse what a person does not see."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Leave this field empty, then send the form again."))
        return ""


class RecordForm(ClaimForm):
    """A complaint that came by mail."""

    received_on = day(_("Received on"), required=True)
    field_order = ("received_on",)


class AgainForm(forms.Form):
    """What a complainant adds at the private address."""

    text = prose(_("What you want to add"), rows=4, required=True, max_length=5_000)
