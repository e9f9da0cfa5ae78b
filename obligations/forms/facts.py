"""Forms made from the declared kinds of facts: nothing about a kind is said twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from obligations.phrasebook.shown import phrase
from providers import countries, reader
from providers.kinds import Field, FieldKind, Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNKNOWN = ("", gettext_lazy("I do not know"))
TRUTHS = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), UNKNOWN]
ANSWERS = {"yes": True, "no": False}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _help(field: Field) -> str:
    parts = (str(field.help), f"({phrase(field.cite)})" if field.cite else "")
    return " ".join(part for part in parts if part)


def form_field(field: Field) -> forms.Field:
    """Make the input of one declared field; the service checks what is typed into it."""
    said: dict[str, Any] = {"label": field.label, "help_text": _help(field), "required": False}
    make = _INPUTS.get(field.kind)
    if make is None:
        return forms.CharField(max_length=max(field.limit, 60), **said)
    return make(field, said)


def _labels(field: Field) -> list[tuple[str, StrOrPromise]]:
    return [(one.value, one.label) for one in field.choices]


_INPUTS: Mapping[FieldKind, Callable[[Field, dict[str, Any]], forms.Field]] = {
    FieldKind.DATE: lambda _, said: forms.CharField(widget=DAY, max_length=40, **said),
    FieldKind.TRUTH: lambda _, said: forms.ChoiceField(
        choices=TRUTHS, widget=forms.RadioSelect, **said
    ),
    FieldKind.CHOICE: lambda field, said: forms.ChoiceField(
        choices=[UNKNOWN, *_labels(field)], **said
    ),
    FieldKind.CHOICES: lambda field, said: forms.MultipleChoiceField(
        choices=_labels(field), widget=forms.CheckboxSelectMultiple, **said
    ),
    FieldKind.COUNTRY: lambda _, said: forms.ChoiceField(
        choices=[UNKNOWN, *countries.choices(reader.language())], **said
    ),
    FieldKind.TEXT: lambda field, said: forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=field.limit, **said
    ),
}


class ValueForm(forms.Form):
    """The value of one fact; an empty field says that it is unknown."""

    def __init__(self, data: Any = None, *, kind: Kind, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.kind = kind
        for field in kind.fields:
            if field.kind is FieldKind.SIGNATURES:
                self._add_signatures(field)
            else:
                self.fields[field.name] = form_field(field)

    def _add_signatures(self, field: Field) -> None:
        known = [
            ("", gettext("I do not know")),
            ("known", gettext("The chapters ticked below, and no others")),
        ]
        self.fields["signed_known"] = forms.ChoiceField(
            label=gettext("Which chapters were signed?"), choices=known, required=False
        )
        for chapter in field.choices:
            name = _slot(chapter.value)
            self.fields[name] = forms.BooleanField(label=chapter.label, required=False)
            self.fields[f"{name}_on"] = forms.CharField(
                label=gettext("{chapter}: signed on").format(chapter=chapter.label),
                widget=DAY,
                max_length=40,
                required=False,
            )

    def value(self) -> dict[str, Any]:
        """Give what was typed in the shape the service takes; None where nothing was said."""
        typed = self.cleaned_data
        return {field.name: self._one(field, typed) for field in self.kind.fields}

    def _one(self, field: Field, typed: Mapping[str, Any]) -> Any:
        if field.kind is FieldKind.SIGNATURES:
            return self._signatures(field, typed)
        given = typed.get(field.name)
        if field.kind is FieldKind.TRUTH:
            return ANSWERS.get(str(given))
        return given or None

    def _signatures(self, field: Field, typed: Mapping[str, Any]) -> dict[str, Any] | None:
        if typed.get("signed_known") != "known":
            return None
        signed = [one.value for one in field.choices if typed.get(_slot(one.value))]
        return {chapter: typed.get(f"{_slot(chapter)}_on") or None for chapter in signed}


def _slot(chapter: str) -> str:
    return f"signed_{chapter.replace('-', '_')}"


def initial(kind: Kind, value: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a stored value into what a form begins with."""
    begun: dict[str, Any] = {}
    for field in kind.fields:
        stored = value.get(field.name)
        if field.kind is FieldKind.SIGNATURES:
            begun["signed_known"] = "" if stored is None else "known"
            for chapter, day in (stored or {}).items():
                begun[_slot(chapter)], begun[f"{_slot(chapter)}_on"] = True, day
        elif field.kind is FieldKind.TRUTH:
            begun[field.name] = "" if stored is None else "yes" if stored else "no"
        else:
            begun[field.name] = stored
    return begun


class CircumstancesForm(forms.Form):
    """When a fact became known, and from where."""

    known_on = forms.DateField(
        label=gettext_lazy("Known since"),
        widget=DAY,
        help_text=gettext_lazy(
            "The day it became known, which is not always today. Clocks start from it."
        ),
        error_messages={
            "invalid": gettext_lazy("Enter a real day, such as 2026-11-23."),
            "required": gettext_lazy("Say since when it is known."),
        },
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=1000, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )
