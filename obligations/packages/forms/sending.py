"""What people type in about a sealed package: that it was sent, received, shared; and to check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.packages.models import Channel
from obligations.packages.queries.reconciliation import State
from obligations.packages.words import STATE
from providers.models import AIModel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTSIDE = [one for one in Channel.choices if one[0] != Channel.HERE]


def _instant(label: StrOrPromise, required: StrOrPromise) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=_("In Brussels time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": required, "invalid": _("Enter a day and a time.")},
    )


class _Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class SentForm(_Plain):
    """When and how it was sent."""

    sent_at = _instant(_("Sent"), _("Say when it was sent."))
    channel = forms.ChoiceField(label=_("How"), choices=OUTSIDE)


class ShareForm(_Plain):
    """Until when it is shared."""

    until = fields.day(
        _("Until"),
        help_text=_("The last day on which reviewers read it here. Empty: without an end."),
    )


class ReceiptForm(_Plain):
    """What confirms that it arrived."""

    received_at = _instant(_("Received"), _("Say when it was received."))
    channel = forms.ChoiceField(label=_("By which channel"), choices=Channel.choices)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        required=False,
        help_text=_("As the receipt states it."),
    )
    confirmed_by = forms.CharField(label=_("Confirmed by"), max_length=200, required=False)
    file = forms.FileField(
        label=_("The receipt as a file"),
        required=False,
        error_messages={"empty": _("This file is empty: it has no bytes.")},
    )
    note = fields.prose(_("Note"), rows=2, max_length=5000)


class BecauseForm(_Plain):
    """A reason."""

    because = fields.prose(
        _("Reason"),
        rows=2,
        required=True,
        max_length=5000,
        error_messages={"required": _("Say why.")},
    )


class CheckForm(_Plain):
    """A package to check."""

    file = forms.FileField(
        label=_("Package"),
        help_text=_("The .zip as it was received. It is read and not kept."),
        error_messages={
            "required": _("Choose the package."),
            "empty": _("This file is empty: it has no bytes."),
        },
    )


class ReconciliationFilter(_Plain):
    """Which deadlines to show."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any")), *((one.value, STATE[one.value].said) for one in State)],
        required=False,
    )
    model = forms.ModelChoiceField(
        label=_("Model"), queryset=AIModel.objects.none(), required=False, empty_label=_("Any")
    )

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["model"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = models

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
