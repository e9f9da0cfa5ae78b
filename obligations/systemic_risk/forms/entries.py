"""An entry of the ledger as people type it: one method, its inputs, its days."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.forms.calculators import SPENT_ON
from obligations.law.ledger import Method
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.services.entries import NewEntry
from providers.kinds.clean import number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS = list(SPENT_ON.items())
METHODS = [
    (Method.GIVEN.value, _("Amount in FLOP")),
    (Method.ARCHITECTURE.value, _("From the architecture: 6 x parameters x tokens")),
    (Method.HARDWARE.value, _("From the hardware: units x time x peak x utilisation")),
    (Method.PASSES.value, _("From passes x operations of a full pass")),
]
TRUTHS = [("", _("Not said")), ("yes", _("Yes, public")), ("no", _("No, not public"))]
INPUTS = {
    Method.GIVEN: ("flop",),
    Method.ARCHITECTURE: ("parameters", "tokens", "active_parameters"),
    Method.PASSES: ("forward_passes", "operations_per_pass"),
    Method.HARDWARE: ("units", "peak_flop_per_second", "utilisation", "days"),
}


def _number(label: StrOrPromise, told: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60, help_text=told)


class EntryForm(forms.Form):
    """One entry; only the inputs of the chosen method are read."""

    name = forms.CharField(label=_("Run or component"), max_length=200)
    kind = forms.ChoiceField(label=_("What the compute is spent on"), choices=KINDS)
    is_public = forms.ChoiceField(
        label=_("The synthetic data is public"),
        choices=TRUTHS,
        required=False,
        help_text=_("Public synthetic data does not count (Guidelines, para. 119)."),
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("done", _("Done")), ("planned", _("Planned"))], initial="done"
    )
    begins_on = fields.day(_("First day"), required=True)
    ends_on = fields.day(_("Last day"), required=True)
    known_on = fields.day(
        _("Known or approved on"),
        required=True,
        help_text=_(
            "The day on which the amount was known, or the plan approved. The two weeks of "
            "Art. 52(1) can begin on it."
        ),
    )
    method = forms.ChoiceField(label=_("How the amount is found"), choices=METHODS)
    flop = _number(_("Amount (FLOP)"), _("Such as 1.5e24."))
    parameters = _number(_("Parameters"), _("Such as 70e9."))
    tokens = _number(_("Tokens"), _("Repeated epochs included, such as 15e12."))
    active_parameters = _number(_("Active parameters"), _("Of a mixture of experts, per token."))
    units = _number(_("Units of hardware"))
    peak_flop_per_second = _number(_("Peak of one unit (FLOP per second)"), _("Such as 989e12."))
    utilisation = _number(_("Average utilisation"), _("Above 0, at most 1."))
    days = _number(_("Days at that number of units"))
    forward_passes = _number(_("Forward passes"))
    operations_per_pass = _number(_("Operations of a full pass"), _("Forward and backward."))
    uncertainty_percent = _number(
        _("Uncertainty (percent)"), _("Within 30 is asked for (para. 120).")
    )
    assumptions = fields.prose(_("Assumptions and approximations"), max_length=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    def clean_uncertainty_percent(self) -> Decimal | None:
        """Read a number, or nothing."""
        text = self.cleaned_data["uncertainty_percent"].strip()
        found = number(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Give a number such as 20."))
        return found

    def entry(self) -> NewEntry:
        """Give what was typed to the service."""
        given = self.cleaned_data
        method = Method(given["method"])
        inputs = {name: given[name] for name in INPUTS[method] if given[name]}
        return NewEntry(
            name=given["name"],
            kind=given["kind"],
            method=method,
            inputs={"phases": [inputs]} if method is Method.HARDWARE else inputs,
            begins_on=given["begins_on"],
            ends_on=given["ends_on"],
            is_planned=given["state"] == "planned",
            known_on=given["known_on"],
            is_public={"yes": True, "no": False}.get(given["is_public"]),
            uncertainty_percent=given["uncertainty_percent"],
            assumptions=given["assumptions"],
        )


class CorrectionForm(EntryForm):
    """A later entry in the place of one, and why."""

    because = fields.prose(_("Why it is corrected"), rows=2, required=True, max_length=5000)


class StrikeForm(forms.Form):
    """Why an entry is taken out."""

    because = fields.prose(
        _("Why it should never have been"), rows=2, required=True, max_length=5000
    )


def typed(entry: ComputeEntry) -> dict[str, Any]:
    """Give an entry back as it would be typed; several phases come back as their amount."""
    inputs = entry.inputs
    method = entry.method
    if method == Method.HARDWARE:
        phases = inputs["phases"]
        is_simple = len(phases) == 1 and "hardware" not in phases[0] and "days" in phases[0]
        method = method if is_simple else Method.GIVEN.value
        inputs = phases[0] if is_simple else {"flop": f"{entry.flop:f}"}
    return {
        "name": entry.name,
        "kind": entry.kind,
        "is_public": {True: "yes", False: "no", None: ""}[entry.is_public],
        "state": "planned" if entry.is_planned else "done",
        "begins_on": entry.begins_on,
        "ends_on": entry.ends_on,
        "known_on": entry.known_on,
        "method": method,
        "uncertainty_percent": entry.uncertainty_percent,
        "assumptions": entry.assumptions,
        **inputs,
    }
