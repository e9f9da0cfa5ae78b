"""What the Commission decided, and requests for reassessment, as people type them."""

from __future__ import annotations

from django import forms

from obligations.forms import fields
from obligations.systemic_risk.models.reassessments import Outcome
from obligations.systemic_risk.services.decisions import DECISIONS


def _prose(label: str, *, required: bool = True) -> forms.CharField:
    return fields.prose(label, required=required, max_length=5000)


class DecisionForm(forms.Form):
    """A decision and the day on which the provider was informed of it."""

    decision = forms.ChoiceField(label="Decision", choices=[("", "Choose"), *DECISIONS.items()])
    on = fields.day("You were informed on", required=True)
    note = _prose("Note", required=False)


class ReassessmentForm(forms.Form):
    """A request for reassessment."""

    requested_on = fields.day("Asked for on", required=True)
    reasons = _prose("Objective, detailed and new reasons")
    evidence = _prose("Evidence they rest on")


class OutcomeForm(forms.Form):
    """What came of a request."""

    outcome = forms.ChoiceField(label="Outcome", choices=[("", "Choose"), *Outcome.choices])
    decided_on = fields.day("You were informed on", required=True)
    decision = _prose("What the decision says", required=False)
