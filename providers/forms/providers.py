"""A provider's profile, and who works there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.actors import Role

ROLES = [
    (Role.OFFICER.value, _("Compliance officer: reads and writes")),
    (Role.COLLEAGUE.value, _("Read-only colleague: reads")),
    (Role.REPRESENTATIVE.value, _("Authorised representative: reads, and acts for its own duties")),
]


class ProfileForm(forms.Form):
    """What is said of a provider beside its facts."""

    name = forms.CharField(label=_("Name"), max_length=200)
    legal_name = forms.CharField(label=_("Legal name"), max_length=300, required=False)
    contact_email = forms.CharField(label=_("Contact e-mail"), max_length=254, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("Days of the law are those of Brussels.")
    )
    note = forms.CharField(
        label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)


class InviteForm(forms.Form):
    """A person to add, and what they may do."""

    email = forms.CharField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.COLLEAGUE.value)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    seen = forms.ChoiceField(choices=ROLES, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
