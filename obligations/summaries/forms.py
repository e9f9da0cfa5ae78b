"""What input about summaries looks like."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.forms.fields import day
from obligations.summaries.models import KIND
from obligations.summaries.services.worksheets import read_lines
from providers.errors import InvalidInput
from providers.models import AIModel


class StartForm(forms.Form):
    """The model whose summary is begun."""

    model = forms.ModelChoiceField(AIModel.objects.none(), label="Model", empty_label="Choose")

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows


class PublishForm(forms.Form):
    """A version, the day it became public, and where it stands."""

    version = forms.ModelChoiceField(DocumentVersion.objects.none(), label="Version")
    published_on = day("Public since", required=True)
    website = forms.CharField(
        label="Your own page that carries it",
        required=False,
        max_length=2000,
        help_text="The notice asks for the provider's website and every public channel (point 32).",
    )
    channels = forms.CharField(
        label="Other places, one address on each line",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = versions  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = lambda row: f"Version {row.number}, made {row.made_at:%d %b %Y}"  # type: ignore[attr-defined]

    def clean_channels(self) -> list[str]:
        """Take each line as one address."""
        return [line.strip() for line in self.cleaned_data["channels"].splitlines() if line.strip()]


class TrainingForm(forms.Form):
    """Further training, and whether it changes the summary."""

    ended_on = day("Training ended on", required=True)
    description = forms.CharField(
        label="What it was trained on", max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    changes_summary = forms.BooleanField(label="It changes what the summary says", required=False)
    is_material = forms.BooleanField(
        label="The change is materially significant",
        required=False,
        help_text="Then the update is due sooner than after six months; no number is given.",
    )
    because = forms.CharField(
        label="Why, or why not", max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(forms.Form):
    """Why a record is taken back."""

    because = forms.CharField(label="Why", max_length=5000)


class WorksheetForm(forms.Form):
    """A list of names with sizes, for datasets of one modality or for domains."""

    kind = forms.ChoiceField(
        label="What is measured",
        choices=[("datasets", "Public datasets of one modality"), ("domains", "Domains crawled")],
    )
    modality = forms.ChoiceField(label="Modality of the datasets", required=False)
    unit = forms.CharField(label="Unit", max_length=40, help_text="Such as tokens, hours, GB.")
    lines = forms.CharField(
        label="A name and its size on each line, parted by a comma",
        max_length=20_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = outline(KIND).item("modalities")
        options = [*item.options.items()] if item else []
        self.fields["modality"].choices = [("", "None: domains"), *options]  # type: ignore[attr-defined]

    def clean_lines(self) -> dict[str, str]:
        """Read every line; the first bad one is named."""
        try:
            return read_lines(self.cleaned_data["lines"])
        except InvalidInput as problem:
            raise forms.ValidationError(problem.message) from problem
