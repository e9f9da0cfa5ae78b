"""A notification as people type it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.law.notifications import CONDITIONS, GROUNDS, LINES
from obligations.phrasebook.shown import phrase, phrase_lazy
from obligations.systemic_risk.models import Notification
from providers.kinds.clean import decimal_text, number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUND = "ground_"


def _prose(label: StrOrPromise, rows: int = 3, told: StrOrPromise = "") -> forms.CharField:
    return fields.prose(label, rows=rows, max_length=5000, help_text=told)


class StartForm(forms.Form):
    """Why a further notification is begun."""

    because = fields.prose(
        _("What changed in the facts the acceptance rests on"),
        rows=2,
        required=True,
        max_length=5000,
    )


class NotificationForm(forms.Form):
    """Everything the law asks for; what stays empty is listed as missing."""

    revision = fields.revision()
    condition = forms.ChoiceField(
        label=_("Which condition is or will be met"),
        required=False,
        choices=[
            ("", _("Not said yet")),
            *((key, phrase_lazy(label)) for key, label in CONDITIONS.items()),
        ],
    )
    model_name = forms.CharField(
        label=_("Model, as it is to be known"), required=False, max_length=300
    )
    known_on = fields.day(_("Day it was met or became known"))
    compute_flop = forms.CharField(
        label=_("Training compute (FLOP)"),
        required=False,
        max_length=60,
        help_text=_("It is written with two significant figures (Guidelines, para. 31)."),
    )
    approach = _prose(_("How it was estimated"), 4)
    approximations = _prose(_("Approximations made"))
    original_model = forms.CharField(
        label=_("Original model"),
        required=False,
        max_length=200,
        help_text=_("Of a modification (Guidelines, para. 68)."),
    )
    with_rebuttal = forms.BooleanField(
        label=_("Arguments against the classification go with it"),
        required=False,
        help_text=_(
            "They cannot follow later (Art. 52(2)). They suspend nothing, and mitigations "
            "are no valid ground (Guidelines, paras. 39 and 40)."
        ),
    )
    line = forms.ChoiceField(
        label=_("Line of the arguments"),
        required=False,
        choices=[
            ("", _("Not said yet")),
            *((key, phrase_lazy(label)) for key, label in LINES.items()),
        ],
    )
    arguments = _prose(_("The arguments"), 5, _("Substantiated; the distance above 10^25 counts."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        for key, label in GROUNDS.items():
            self.fields[f"{GROUND}{key}"] = _prose(phrase(label), 2)

    def clean_compute_flop(self) -> Decimal | None:
        """Read an exact number, or nothing."""
        text = self.cleaned_data["compute_flop"].strip()
        found = number(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Give FLOP as a number such as 1.5e25."))
        return found

    @staticmethod
    def is_in(data: Mapping[str, Any]) -> bool:
        """Say whether the draft came with what was posted."""
        return "approach" in data

    def given(self) -> dict[str, Any]:
        """Give what was typed to the service."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "revision" and not name.startswith(GROUND)
        }
        grounds = {key: self.cleaned_data[f"{GROUND}{key}"] for key in GROUNDS}
        return said | {"grounds": {key: value for key, value in grounds.items() if value}}

    @property
    def main(self) -> list[forms.BoundField]:
        """Fields of the notification itself."""
        names = ("condition", "model_name", "known_on", "compute_flop", "approach")
        return [self[name] for name in (*names, "approximations", "original_model")]

    @property
    def rebuttal(self) -> list[forms.BoundField]:
        """Fields of the arguments."""
        return [
            self[name] for name in ("line", "arguments", *(f"{GROUND}{one}" for one in GROUNDS))
        ]


class SendForm(forms.Form):
    """When and how a notification was sent; its inputs are sent with the draft's."""

    revision = fields.revision()
    sent_on = fields.day(_("Sent on"), required=True)
    channel = forms.CharField(
        label=_("By which channel"),
        max_length=200,
        help_text=_("Such as the AI Office's portal."),
        error_messages={"required": _("Say how it was sent.")},
    )
    reference = forms.CharField(label=_("Reference received"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        fields.belong_to(self, "notification")


def typed(row: Notification) -> dict[str, Any]:
    """Give a draft back as it would be typed."""
    names = ("revision", "condition", "model_name", "known_on", "approach", "approximations")
    more = ("original_model", "with_rebuttal", "line", "arguments")
    said = {name: getattr(row, name) for name in (*names, *more)}
    said["compute_flop"] = decimal_text(row.compute_flop) if row.compute_flop else ""
    return said | {f"{GROUND}{key}": row.grounds.get(key, "") for key in GROUNDS}
