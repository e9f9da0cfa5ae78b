"""What input about the treatment of complaints looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.models.complaints import Way
from obligations.copyright_desk.models.decisions import OUTCOMES
from obligations.copyright_desk.services.decisions import Outcome
from obligations.forms import fields
from providers import reader, written


class DecisionForm(forms.Form):
    """How a complaint ends."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES, widget=forms.RadioSelect)
    answer = fields.prose(
        _("Answer"), rows=6, help_text=_("The complainant reads it at the private address.")
    )
    because = fields.prose(
        _("Reason"),
        rows=2,
        help_text=_("Needed for a refusal; the complainant reads it too."),
        max_length=5_000,
    )
    repeats = forms.ModelChoiceField(
        Complaint.objects.none(),
        label=_("The earlier complaint"),
        required=False,
        empty_label=_("None"),
        help_text=_("Answered complaints of the same rightsholder."),
    )
    revision = fields.revision()

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["repeats"]
        field.queryset = earlier  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = _named  # type: ignore[attr-defined] # Django's own hook

    def decided(self) -> Outcome:
        """Give what was typed as the service takes it."""
        names = ("outcome", "answer", "because", "repeats")
        return Outcome(**{name: self.cleaned_data[name] for name in names})


def _named(row: Complaint) -> str:
    return f"{row.label}, {written.short_day(row.received_at, reader.language())}"


class ReopenForm(forms.Form):
    """Why a decided complaint is opened again."""

    because = forms.CharField(label=_("Why"), max_length=5_000)
    revision = fields.revision()


class LogForm(forms.Form):
    """One line of the correspondence."""

    way = forms.ChoiceField(
        label=_("Which way"),
        choices=[(one.value, one.label) for one in (Way.OUT, Way.IN, Way.OWN)],
        help_text=_(
            "What goes to the complainant is shown at the private address, and mailed about."
        ),
    )
    text = fields.prose(_("What was said"), rows=3, required=True)


class TargetForm(forms.Form):
    """The provider's own day for the answer."""

    target_on = fields.day(_("Own target day"))
    revision = fields.revision()


class FilesForm(forms.Form):
    """Files an officer adds."""

    attachments = fields.ManyFiles(label=_("Files"), help_text=_("At most 10, each up to 100 MB."))
