"""What input about the contact point looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.models import ContactPoint
from obligations.copyright_desk.services.contact import Designation
from obligations.forms.fields import prose


class ContactForm(forms.Form):
    """The contact point, and the provider's own terms."""

    name = forms.CharField(label=_("Function or office"), max_length=200)
    email = forms.CharField(label=_("Mail address"), max_length=254)
    web_page = forms.CharField(label=_("Page about it"), required=False, max_length=2000)
    note = prose(_("What rightsholders should know"), rows=2)
    takes_complaints_here = forms.BooleanField(
        label=_("Offer the complaint form on the public page"), required=False
    )
    target_days = forms.IntegerField(
        label=_("Own target for answers, in days"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Yours alone: the Code asks for a reasonable time and gives no number."),
    )
    keep_years = forms.IntegerField(
        label=_("Erase who complained after years"),
        min_value=1,
        max_value=30,
        help_text=_("Counted from the answer; yours alone, no text gives a number."),
    )

    def designation(self) -> Designation:
        """Give what was typed as the service takes it."""
        return Designation(**self.cleaned_data)


def as_designated(point: ContactPoint | None) -> dict[str, Any]:
    """Fill the form with the contact point that holds now."""
    if point is None:
        return {"takes_complaints_here": True, "keep_years": 5}
    return {name: getattr(point, name) for name in ContactForm.base_fields}
