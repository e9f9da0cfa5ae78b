"""What input about indicators looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.indicators.models import Direction, Every
from obligations.indicators.services.indicators import Defined
from obligations.models import Evidence
from providers.models import AIModel


class DefinitionForm(forms.Form):
    """What an indicator measures."""

    name = forms.CharField(label=_("Name"), max_length=200)
    meaning = fields.prose(_("What is measured, and how"), required=True)
    unit = forms.CharField(label=_("Unit"), max_length=40, help_text=_("Such as %, days, count."))
    direction = forms.ChoiceField(label=_("Target"), choices=Direction.choices)
    target_low = forms.CharField(label=_("Least value"), required=False, max_length=40)
    target_high = forms.CharField(label=_("Greatest value"), required=False, max_length=40)
    source = fields.prose(_("Where the value comes from"), rows=2, required=True)
    every = forms.IntegerField(
        label=_("Read every"),
        required=False,
        min_value=1,
        help_text=_("Your own plan; no legal day."),
    )
    every_unit = forms.ChoiceField(
        label=_("Unit of time"), required=False, choices=[("", _("No plan")), *Every.choices]
    )
    responsible = forms.CharField(label=_("Who reads it"), required=False, max_length=200)

    def defined(self) -> Defined:
        """Give what was typed as the service takes it."""
        given = {name: self.cleaned_data[name] for name in DefinitionForm.base_fields}
        return Defined(**given)


class IndicatorForm(DefinitionForm):
    """A new indicator: its measure, and whether it is about one model."""

    measure = forms.ChoiceField(label=_("Measure of the Code"))
    model = forms.ModelChoiceField(
        AIModel.objects.none(),
        label=_("Model"),
        required=False,
        empty_label=_("The provider itself"),
    )
    suggestion = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
    field_order = ("measure", "model")

    def __init__(self, *args: Any, measures: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = measures  # type: ignore[attr-defined] # a choice
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows


class RedefineForm(DefinitionForm):
    """A further definition, with the reason."""

    reason = fields.prose(_("Why it is defined anew"), rows=2, required=True)
    revision = fields.revision()


class ReadingForm(forms.Form):
    """One value on one day."""

    taken_on = fields.day(_("Read on"), required=True)
    value = forms.CharField(label=_("Value"), max_length=60, help_text=_("With a decimal point."))
    note = forms.CharField(label=_("Note"), required=False, max_length=5000)
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(), label=_("Evidence"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, evidence: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined] # a choice of rows


class ReadingsFileForm(forms.Form):
    """A list of values."""

    file = forms.FileField(
        label=_("CSV with the columns taken_on, value, note"),
        help_text=_("All lines are recorded, or none."),
    )


class CorrectionForm(forms.Form):
    """Another value, or none, with the reason."""

    value = forms.CharField(
        label=_("Right value"), required=False, max_length=60, help_text=_("Empty takes it back.")
    )
    reason = forms.CharField(label=_("Why"), max_length=5000)


class EndForm(forms.Form):
    """Why an indicator is read no longer."""

    because = forms.CharField(label=_("Why"), max_length=5000)
    revision = fields.revision()
