"""What input about requests looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.documents.outlines import outline
from obligations.forms import fields
from obligations.models import Rendering
from obligations.phrasebook.shown import phrase
from obligations.requests.models import Asker, Basis
from obligations.requests.services.answers import Said
from obligations.requests.services.asking import Question
from obligations.requests.services.requests import FORM, Asked
from providers.models import AIModel, Provider


class RequestForm(forms.Form):
    """A request that was received."""

    asker = forms.ChoiceField(label=_("Who asks"), choices=Asker.choices, widget=forms.RadioSelect)
    asked_by = forms.CharField(label=_("Name of who asks"), max_length=200)
    contact = forms.CharField(label=_("Contact"), required=False, max_length=300)
    received_on = fields.day(_("Received on"), required=True)
    model = forms.ModelChoiceField(
        AIModel.objects.none(), label=_("Model"), required=False, empty_label=_("No single model")
    )
    asks = fields.prose(_("What is asked"), required=True)
    items = forms.MultipleChoiceField(
        label=_("Items of the documentation form asked for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    system = forms.CharField(
        label=_("System the model is built into"), required=False, max_length=300
    )
    basis = forms.ChoiceField(
        label=_("Legal basis"), required=False, choices=[("", _("None")), *Basis.choices]
    )
    basis_words = forms.CharField(
        label=_("Provision as the request names it"), required=False, max_length=300
    )
    purpose = fields.prose(_("Purpose the request states"), rows=2)
    due_on = fields.day(
        _("Day the request sets"), help_text=_("As it stands there (Art. 91(4), 92(4)).")
    )
    reference = forms.CharField(label=_("Reference"), required=False, max_length=200)
    channel = forms.CharField(label=_("How it came"), required=False, max_length=200)

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows
        named = [(one.key, phrase(one.label)) for one in outline(FORM).items()]
        self.fields["items"].choices = named  # type: ignore[attr-defined] # a choice

    def asked(self) -> Asked:
        """Give what was typed as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "model"}
        return Asked(**given)


class QuestionForm(forms.Form):
    """A request that the AI Office makes here."""

    provider = forms.ModelChoiceField(
        Provider.objects.none(),
        label=_("Provider"),
        empty_label=_("Choose"),
        help_text=_("Who shared something with the AI Office here."),
        error_messages={"invalid_choice": _("There is no such provider.")},
    )
    model = forms.ModelChoiceField(
        AIModel.objects.none(),
        label=_("Model"),
        required=False,
        empty_label=_("No single model"),
        error_messages={"invalid_choice": _("There is no such model.")},
    )
    basis = forms.ChoiceField(
        label=_("Legal basis"),
        choices=[("", _("Choose")), *Basis.choices],
        error_messages={"required": _("Say on which provision the request rests (Art. 91(4)).")},
    )
    basis_words = forms.CharField(
        label=_("Provision, as the request names it"), required=False, max_length=300
    )
    purpose = fields.prose(
        _("Purpose"), rows=3, required=True, help_text=_("The provider reads it with the request.")
    )
    asks = fields.prose(_("What is asked"), rows=5, required=True)
    items = forms.MultipleChoiceField(
        label=_("Items of the documentation form"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what is strictly necessary for the purpose."),
    )
    due_on = fields.day(_("Answer by"), required=True, help_text=_("The day the request sets."))
    reference = forms.CharField(label=_("Reference"), required=False, max_length=200)
    contact = forms.CharField(label=_("Contact"), required=False, max_length=300)

    def __init__(self, *args: Any, providers: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined] # a choice of rows
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows
        # Models of several providers may share a name.
        self.fields["model"].label_from_instance = lambda one: f"{one.name}, {one.provider.name}"  # type: ignore[attr-defined] # a choice of rows
        readable = [one for one in outline(FORM).items() if "office" in one.recipients]
        self.fields["items"].choices = [(one.key, phrase(one.label)) for one in readable]  # type: ignore[attr-defined] # a choice

    def question(self) -> Question:
        """Give what was typed as the service takes it."""
        given = self.cleaned_data
        return Question(
            **{name: given[name] for name in given if name not in ("provider", "model")}
        )


class AnswerForm(forms.Form):
    """An answer that was sent."""

    answered_on = fields.day(_("Sent on"), required=True)
    given = fields.prose(_("What was given"), required=True)
    channel = forms.CharField(label=_("How it was sent"), max_length=200)
    refused = fields.prose(_("What was refused, if anything"), rows=2)
    refused_because = fields.prose(
        _("Why"), rows=2, help_text=_("Such as a trade secret (Art. 78).")
    )
    secrets = fields.prose(_("Parts marked as trade secrets"), rows=2)
    given_files = forms.ModelMultipleChoiceField(
        Rendering.objects.none(),
        label=_("Files given, as they were made"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_final = forms.BooleanField(
        label=_("This answers the request to its end"), required=False, initial=True
    )
    revision = fields.revision()

    def __init__(self, *args: Any, renderings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_files"].queryset = renderings  # type: ignore[attr-defined] # a choice of rows

    def said(self) -> Said:
        """Give what was typed as the service takes it."""
        given = self.cleaned_data
        return Said(
            **{
                name: value
                for name, value in given.items()
                if name not in ("given_files", "revision")
            }
        )


class ExtendForm(forms.Form):
    """A later day that was granted."""

    due_on = fields.day(_("New day"), required=True)
    source = forms.CharField(label=_("Where it was granted"), max_length=5000)


class ExplainForm(forms.Form):
    """Exceptional circumstances."""

    exceptional = fields.prose(
        _("Exceptional circumstances"), rows=2, help_text=_("They move no day (Measure 1.2).")
    )
    revision = fields.revision()


class TakeBackForm(forms.Form):
    """That the asker took the request back."""

    on = fields.day(_("Taken back on"), required=True)
    because = forms.CharField(label=_("How, and why"), max_length=5000)
    revision = fields.revision()
