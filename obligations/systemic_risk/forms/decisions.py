"""What the Commission decided, and requests for reassessment, as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.systemic_risk.models.reassessments import Outcome
from obligations.systemic_risk.services.decisions import DECISIONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _prose(label: StrOrPromise, *, required: bool = True) -> forms.CharField:
    return fields.prose(label, required=required, max_length=5000)


class DecisionForm(forms.Form):
    """A decision and the day on which the provider was informed of it."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("Choose")), *DECISIONS.items()]
    )
    on = fields.day(_("You were informed on"), required=True)
    note = _prose(_("Note"), required=False)


class ReassessmentForm(forms.Form):
    """A request for reassessment."""

    requested_on = fields.day(_("Asked for on"), required=True)
    reasons = _prose(_("Objective, detailed and new reasons"))
    evidence = _prose(_("Evidence they rest on"))


class OutcomeForm(forms.Form):
    """What came of a request."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=[("", _("Choose")), *Outcome.choices])
    decided_on = fields.day(_("You were informed on"), required=True)
    decision = _prose(_("What the decision says"), required=False)
