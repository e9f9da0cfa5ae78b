"""What input about summaries looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.forms.fields import day
from obligations.law.deadlines import brussels_day
from obligations.phrasebook.shown import phrase
from obligations.summaries.models import KIND
from obligations.summaries.services.worksheets import read_lines
from providers import reader, written
from providers.errors import InvalidInput
from providers.models import AIModel


class StartForm(forms.Form):
    """The model whose summary is begun."""

    model = forms.ModelChoiceField(
        AIModel.objects.none(), label=gettext_lazy("Model"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows


class PublishForm(forms.Form):
    """A version, the day it became public, and where it stands."""

    version = forms.ModelChoiceField(DocumentVersion.objects.none(), label=gettext_lazy("Version"))
    published_on = day(gettext_lazy("Public since"), required=True)
    website = forms.CharField(
        label=gettext_lazy("Your own page that carries it"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "The notice asks for the provider's website and every public channel (point 32)."
        ),
    )
    channels = forms.CharField(
        label=gettext_lazy("Other places, one address on each line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = versions  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = _named  # type: ignore[attr-defined] # Django's hook

    def clean_channels(self) -> list[str]:
        """Take each line as one address."""
        return [line.strip() for line in self.cleaned_data["channels"].splitlines() if line.strip()]


def _named(version: DocumentVersion) -> str:
    made = written.day(brussels_day(version.made_at), reader.language())
    return _("Version {number}, made {day}").format(number=version.number, day=made)


class TrainingForm(forms.Form):
    """Further training, and whether it changes the summary."""

    ended_on = day(gettext_lazy("Training ended on"), required=True)
    description = forms.CharField(
        label=gettext_lazy("What it was trained on"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changes_summary = forms.BooleanField(
        label=gettext_lazy("It changes what the summary says"), required=False
    )
    is_material = forms.BooleanField(
        label=gettext_lazy("The change is materially significant"),
        required=False,
        help_text=gettext_lazy(
            "Then the update is due sooner than after six months; no number is given."
        ),
    )
    because = forms.CharField(
        label=gettext_lazy("Why, or why not"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """Why a record is taken back."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=5000)


class WorksheetForm(forms.Form):
    """A list of names with sizes, for datasets of one modality or for domains."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is measured"),
        choices=[
            ("datasets", gettext_lazy("Public datasets of one modality")),
            ("domains", gettext_lazy("Domains crawled")),
        ],
    )
    modality = forms.ChoiceField(label=gettext_lazy("Modality of the datasets"), required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=40,
        help_text=gettext_lazy("Such as tokens, hours, GB."),
    )
    lines = forms.CharField(
        label=gettext_lazy("A name and its size on each line, parted by a comma"),
        max_length=20_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = outline(KIND).item("modalities")
        options = [(key, phrase(label)) for key, label in item.options.items()] if item else []
        self.fields["modality"].choices = [("", _("None: domains")), *options]  # type: ignore[attr-defined] # a choice

    def clean_lines(self) -> dict[str, str]:
        """Read every line; the first bad one is named."""
        try:
            return read_lines(self.cleaned_data["lines"])
        except InvalidInput as problem:
            raise forms.ValidationError(problem.message) from problem
