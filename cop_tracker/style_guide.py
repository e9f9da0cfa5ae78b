"""The style guide: one public page that shows every component in every state."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from obligations import words


class SampleForm(forms.Form):
    """Fields of each kind; nothing is ever sent anywhere."""

    name = forms.CharField(
        label="Name of the model", help_text="As it is placed on the Union market.", max_length=200
    )
    market_date = forms.DateField(
        label="Placed on the Union market",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a real day, such as 2026-11-23."},
    )
    compute = forms.DecimalField(
        label="Training compute",
        help_text="In FLOP; 3.8e25 is understood.",
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    size = forms.ChoiceField(
        label="Size of the provider",
        choices=[("", "Not known"), ("sme", "Small or medium"), ("large", "Large")],
        required=False,
    )
    licence = forms.ChoiceField(
        label="Is the licence free and open-source?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        widget=forms.RadioSelect,
        required=False,
    )
    modalities = forms.MultipleChoiceField(
        label="What the model can generate",
        choices=[("text", "Text"), ("audio", "Audio"), ("image", "Images"), ("video", "Video")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    confirmed = forms.BooleanField(label="I have checked these figures", required=False)


class SampleUploadForm(forms.Form):
    """One file field, for the file-drop component."""

    file = forms.FileField(label="File", help_text="Any kind of file; it is hashed on arrival.")


class RareFilterForm(forms.Form):
    """What a filter bar keeps behind "More filters"."""

    owner = forms.CharField(label="Assigned to", required=False)


def wrong_form() -> SampleForm:
    """Make a form that has something wrong in it."""
    return SampleForm({"name": "", "market_date": "2026-02-30", "compute": "-1", "size": "sme"})


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    vocabulary = [(kind, words.KINDS[kind], list(values)) for kind, values in words.WORDS.items()]
    context = {
        "vocabulary": vocabulary,
        "truths": (True, False, None),
        "form": SampleForm(),
        "wrong_form": wrong_form(),
        "upload_form": SampleUploadForm(),
        "rare_form": RareFilterForm(),
        "strict_day": date(2026, 12, 24),
        "rolled_day": date(2027, 1, 4),
        "some_page": Paginator(range(343), 50).page(2),
        "same_day": date(2026, 12, 7),
        "tones": ("neutral", "info", "accent", "good", "warn", "bad", "doubt"),
    }
    return render(request, "public/style_guide.html", context)
