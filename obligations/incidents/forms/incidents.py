"""What people type in about an incident."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.incidents.models import Incident
from obligations.incidents.words import CLASSES, STATES
from obligations.law.countries import MEMBER_STATES
from obligations.law.high_risk_systems import HighRisk
from obligations.phrasebook.shown import phrase_lazy
from providers import countries, reader
from providers.models import AIModel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CLASS_CHOICES = [(one.value, phrase_lazy(words)) for one, words in CLASSES.items()]
HIGH_RISK_CHOICES = [
    (HighRisk.UNKNOWN.value, _("Not known yet")),
    (HighRisk.NO.value, _("No")),
    (HighRisk.ANNEX_III.value, _("Yes, of Annex III (listed uses)")),
    (HighRisk.ANNEX_I.value, _("Yes, of Annex I (regulated products)")),
]


def instant(
    label: StrOrPromise, *, required: bool = False, help_text: StrOrPromise = ""
) -> forms.DateTimeField:
    """Make a day and a time, in Brussels."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "invalid": _("Enter a day and a time, such as 2026-11-23 14:30."),
            "required": _("Say when."),
        },
    )


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class _WithModels(_Form):
    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["models"].queryset = models  # type: ignore[attr-defined] # a choice of rows


def _models() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        AIModel.objects.none(),
        label=_("Models involved"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A reasonable suspicion is enough."),
        error_messages={"invalid_choice": _("Choose among the models shown.")},
    )


class OpenForm(_WithModels):
    """The shortest that a record can be: when aware, by whom, what, classes."""

    aware_at = instant(
        _("Aware of the model's involvement"),
        help_text=_("Brussels time. A reasonable suspicion is enough; the clocks run from here."),
    )
    aware_by = forms.CharField(label=_("Who became aware"), max_length=200, required=False)
    title = forms.CharField(
        label=_("What happened, in a line"),
        max_length=200,
        error_messages={"required": _("Say in a line what happened.")},
    )
    classes = forms.MultipleChoiceField(
        label=_("What it led to"),
        choices=CLASS_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Several are possible; the shortest clock counts. While none is chosen, the "
            "shortest of all counts."
        ),
    )
    models = _models()
    is_near_miss = forms.BooleanField(
        label=_("It could have happened but did not (near miss)"),
        required=False,
        help_text=_("No clock runs; it is kept for five years all the same."),
    )
    occurred_at = instant(_("Began"))
    first_report_received_at = instant(_("First report received"))
    aware_because = fields.prose(
        _("On what ground"),
        rows=2,
        max_length=5000,
        help_text=_("What shows or suggests involvement."),
    )
    description = fields.prose(_("What happened"), rows=4)
    high_risk = forms.ChoiceField(
        label=_("Does it concern a high-risk system of your own on this model?"),
        choices=HIGH_RISK_CHOICES,
        required=False,
        initial=HighRisk.UNKNOWN.value,
    )

    def clean_high_risk(self) -> str:
        """Take nothing chosen as not known."""
        return self.cleaned_data["high_risk"] or HighRisk.UNKNOWN.value


class EditForm(_WithModels):
    """Everything recorded about an incident, beside its classes and reports."""

    title = forms.CharField(label=_("What happened, in a line"), max_length=200)
    description = fields.prose(_("What happened"), rows=6)
    occurred_at = instant(_("Began"))
    ended_at = instant(_("Ended"))
    first_report_received_at = instant(_("First report received"))
    aware_at = instant(
        _("Aware of the model's involvement"),
        help_text=_("Changing it moves the first clock; a later one needs its ground."),
    )
    aware_by = forms.CharField(label=_("Who became aware"), max_length=200, required=False)
    aware_because = fields.prose(_("On what ground"), rows=2, max_length=5000)
    classified_at = instant(_("Classified"))
    models = _models()
    high_risk = forms.ChoiceField(
        label=_("Does it concern a high-risk system of your own on this model?"),
        choices=HIGH_RISK_CHOICES,
    )
    revision = fields.revision()


class ClassForm(_Form):
    """One more class."""

    incident_class = forms.ChoiceField(label=_("What it led to"), choices=CLASS_CHOICES)


class ReasonForm(_Form):
    """Why something is removed, dismissed, taken back or parted."""

    because = fields.prose(
        _("Why"),
        rows=2,
        required=True,
        max_length=5000,
        error_messages={"required": _("Give the reason.")},
    )


class ResolveForm(_Form):
    """When and how an incident was resolved."""

    resolved_at = instant(_("Resolved"), required=True, help_text=_("Brussels time."))
    resolution = fields.prose(
        _("Corrective measures adopted"),
        rows=4,
        required=True,
        max_length=5000,
        help_text=_("To rectify the harm where possible, and to assess and mitigate the risk."),
        error_messages={"required": _("Say what was done.")},
    )


class EscalateForm(_Form):
    """From when a near miss is an incident."""

    aware_at = instant(_("Aware of the model's involvement"), required=True)
    aware_by = forms.CharField(
        label=_("Who became aware"),
        max_length=200,
        error_messages={"required": _("Say who became aware.")},
    )


class AuthorityForm(_Form):
    """A national authority, and when it was told."""

    name = forms.CharField(
        label=_("Authority"), max_length=200, error_messages={"required": _("Name the authority.")}
    )
    member_state = forms.ChoiceField(label=_("Member state"))
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    told_at = instant(_("Told"), help_text=_("Leave it empty while it is not told yet."))
    reference = forms.CharField(label=_("Reference"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [one for one in countries.choices(reader.language()) if one[0] in MEMBER_STATES]
        self.fields["member_state"].choices = [  # type: ignore[attr-defined] # a choice
            ("", _("Choose")),
            *names,
        ]


class ToldForm(_Form):
    """When an authority was told."""

    told_at = instant(_("Told"), required=True)
    reference = forms.CharField(label=_("Reference"), max_length=200, required=False)


class BundleForm(_Form):
    """The first of similar incidents."""

    head = forms.ModelChoiceField(
        Incident.objects.none(), label=_("First incident"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, heads: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["head"]
        field.queryset = heads  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = _named  # type: ignore[attr-defined] # Django's own hook

    def offer(self, heads: Iterable[Incident]) -> None:
        """Show these to be chosen, whatever else may be read."""
        self.heads = list(heads)
        choices = [("", _("Choose")), *((str(one.pk), _named(one)) for one in self.heads)]
        self.fields["head"].widget.choices = choices


def _named(incident: Incident) -> str:
    return f"{incident.label}: {incident.title}"


class IncidentFilter(_Form):
    """Filters of the list; the address holds them."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            *((key, word.said) for key, word in STATES.items() if key != "bundled"),
        ],
    )
    incident_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("All")), *CLASS_CHOICES]
    )
    q = forms.CharField(label=_("Text"), required=False, max_length=200)
