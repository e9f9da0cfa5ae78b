"""What input about the treatment of complaints looks like."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.copyright_desk.forms.claims import ManyFiles
from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.models.complaints import Way
from obligations.copyright_desk.models.decisions import OUTCOMES
from obligations.copyright_desk.services.decisions import Outcome
from obligations.forms import fields


class DecisionForm(forms.Form):
    """How a complaint ends."""

    outcome = forms.ChoiceField(label="Decision", choices=OUTCOMES, widget=forms.RadioSelect)
    answer = fields.prose(
        "Answer", rows=6, help_text="The complainant reads it at the private address."
    )
    because = fields.prose(
        "Reason",
        rows=2,
        help_text="Needed for a refusal; the complainant reads it too.",
        max_length=5_000,
    )
    repeats = forms.ModelChoiceField(
        Complaint.objects.none(),
        label="The earlier complaint",
        required=False,
        empty_label="None",
        help_text="Answered complaints of the same rightsholder.",
    )
    revision = fields.revision()

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["repeats"]
        field.queryset = earlier  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = lambda row: f"{row}, {row.received_at:%d %b %Y}"  # type: ignore[attr-defined]

    def decided(self) -> Outcome:
        """Give what was typed as the service takes it."""
        names = ("outcome", "answer", "because", "repeats")
        return Outcome(**{name: self.cleaned_data[name] for name in names})


class ReopenForm(forms.Form):
    """Why a decided complaint is opened again."""

    because = forms.CharField(label="Why", max_length=5_000)
    revision = fields.revision()


class LogForm(forms.Form):
    """One line of the correspondence."""

    way = forms.ChoiceField(
        label="Which way",
        choices=[(one.value, one.label) for one in (Way.OUT, Way.IN, Way.OWN)],
        help_text="What goes to the complainant is shown at the private address, and mailed about.",
    )
    text = fields.prose("What was said", rows=3, required=True)


class TargetForm(forms.Form):
    """The provider's own day for the answer."""

    target_on = fields.day("Own target day")
    revision = fields.revision()


class FilesForm(forms.Form):
    """Files an officer adds."""

    attachments = ManyFiles(label="Files", help_text="At most 10, each up to 100 MB.")
