"""A new model, with the facts that decide most in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms.facts import DAY, ValueForm
from providers.kinds import kind
from providers.models import AIModel
from providers.services.facts import NewFact

ASKED = ("placement", "compute", "capabilities", "open-source")
# What decides most, and fits into two minutes; the rest of each fact is asked for below.
ESSENTIAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "placement": ("union_market_date",),
        "compute": ("training_compute_flop",),
        "capabilities": ("output_modalities",),
        "open-source": ("licence", "licence_open"),
    }
)


class ModelForm(forms.Form):
    """What a model is called and where it comes from."""

    name = forms.CharField(
        label=_("Name of the model"),
        max_length=200,
        help_text=_("One name for all its versions: they are one model through its lifecycle."),
        error_messages={"required": _("Give the model a name.")},
    )
    version = forms.CharField(label=_("Version"), max_length=100, required=False)
    released_on = forms.DateField(
        label=_("Released on"),
        required=False,
        widget=DAY,
        help_text=_("The day of its first release anywhere; it need not be in the Union."),
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5000,
        required=False,
    )  # fmt: skip
    base_model = forms.ModelChoiceField(
        queryset=AIModel.objects.none(),
        label=_("Built on a model of yours"),
        required=False,
        empty_label=_("None"),
    )
    base_model_name = forms.CharField(
        label=_("Built on somebody else's model"),
        max_length=200,
        required=False,
        help_text=_(
            "Its name. Record the modification as a fact afterwards: more than a third of"
            " the original's compute makes you its provider."
        ),
    )

    def __init__(self, data: Any = None, *, own: Any, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        choice = self.fields["base_model"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- declared above
        choice.queryset = own


def value_forms(data: Any = None) -> dict[str, ValueForm]:
    """Make the forms of the facts that are asked for at once; each may stay empty."""
    return {name: ValueForm(data, kind=kind(name), prefix=name) for name in ASKED}


def essential(forms_: dict[str, ValueForm]) -> list[forms.BoundField]:
    """Give the questions that decide most."""
    return [forms_[kind][name] for kind, names in ESSENTIAL.items() for name in names]


def further(forms_: dict[str, ValueForm]) -> list[tuple[ValueForm, list[forms.BoundField]]]:
    """Give the other questions, under the fact they belong to."""
    return [
        (form, [field for field in form if field.name not in ESSENTIAL[name]])
        for name, form in forms_.items()
    ]


def new_facts(forms_: dict[str, ValueForm], *, on: date) -> Iterator[NewFact]:
    """Give the facts of which anything was said."""
    for name, form in forms_.items():
        value = form.value()
        if any(one is not None for one in value.values()):
            yield NewFact(kind=name, value=value, known_on=on)


class VersionForm(forms.Form):
    """A version of a model."""

    label = forms.CharField(
        label=_("Version"),
        max_length=100,
        error_messages={"required": _("Give the version a label.")},
    )
    released_on = forms.DateField(
        label=_("Released on"),
        required=False,
        widget=DAY,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )
    note = forms.CharField(label=_("Note"), max_length=5000, required=False)
