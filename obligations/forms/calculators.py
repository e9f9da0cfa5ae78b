"""The forms of the calculators: a period, an amount of training compute, an incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from obligations.catalogue.loader import catalogue
from obligations.forms.compute import METHODS
from obligations.forms.facts import ANSWERS, DAY
from obligations.forms.pages import place_impossible, read_into
from obligations.forms.periods import PeriodIn, of_clock, of_length
from obligations.law.compute import ComponentKind
from obligations.law.estimates import Estimate
from obligations.phrasebook.shown import phrase

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_ROWS = 20


# What compute was spent on, as people choose and read it.
SPENT_ON: Mapping[str, StrOrPromise] = {
    ComponentKind.PRETRAINING.value: gettext_lazy("Pre-training"),
    ComponentKind.FINE_TUNING.value: gettext_lazy("Fine-tuning"),
    ComponentKind.SYNTHETIC_DATA.value: gettext_lazy("Making synthetic data"),
    ComponentKind.MERGED_WEIGHTS.value: gettext_lazy(
        "Training of merged, averaged or initial weights"
    ),
    ComponentKind.EVALUATION.value: gettext_lazy("Evaluation or red-teaming (does not count)"),
    ComponentKind.DISTILLATION_PARENT.value: gettext_lazy(
        "Parent model of a distillation (does not count)"
    ),
    ComponentKind.DISCARDED_EXPERIMENT.value: gettext_lazy(
        "Research or a discarded experiment (does not count)"
    ),
    ComponentKind.AUXILIARY_MODEL.value: gettext_lazy(
        "Auxiliary model, such as a reward model (does not count)"
    ),
}


class DeadlineForm(forms.Form):
    """An event, and either a clock of the texts or a length of one's own."""

    event = forms.CharField(
        label=gettext_lazy("Day of the event"),
        widget=DAY,
        max_length=40,
        help_text=gettext_lazy("The day itself is not counted (Regulation 1182/71, Art. 3(1))."),
    )
    clock = forms.ChoiceField(
        label=gettext_lazy("Clock of the texts"),
        required=False,
        help_text=gettext_lazy("Only clocks with a number in the text can be counted."),
    )
    length = forms.CharField(
        label=gettext_lazy("Or a length of your own"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Such as 5 days, 5 business days, 2 weeks or 3 months."),
    )
    backwards = forms.BooleanField(label=gettext_lazy("Count back from the event"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        countable = [
            (one.key, f"{phrase(one.title)} ({phrase(str(one.length))}, {phrase(one.cite)})")
            for one in catalogue().clocks.values()
            if one.length
        ]
        self.fields["clock"].choices = [("", gettext("None: a length of my own")), *countable]  # type: ignore[attr-defined] # a choice

    def answer(self) -> dict[str, Any] | None:
        """Count; None where the form was wrong, with the reason beside each field."""
        if not self.is_valid():
            return None
        said = {name: value for name, value in self.cleaned_data.items() if value}
        given = read_into(self, PeriodIn, said)
        if given is None:
            return None
        named = given.get("clock")
        try:
            return of_clock(catalogue().clocks[named], given) if named else of_length(given)
        except ValueError as refusal:
            place_impossible(self, refusal, otherwise="clock" if named else "length")
        return None


METHOD_NAMES: Mapping[str, StrOrPromise] = {
    "architecture": gettext_lazy("From the architecture"),
    "hardware": gettext_lazy("From the hardware"),
    "components": gettext_lazy("As a sum of components"),
    "passes": gettext_lazy("From passes"),
}


class ComputeForm(forms.Form):
    """One method of estimating; the subclasses ask for its numbers."""

    method: ClassVar[str] = ""
    row_name: ClassVar[str] = ""
    row_title: ClassVar[StrOrPromise] = ""

    def __init__(self, data: Any = None, *, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.row_count = rows if self.row_name else 0
        for index in range(self.row_count):
            for name, field in self.row_fields().items():
                self.fields[f"{self.row_name}[{index}].{name}"] = field

    @property
    def title(self) -> str:
        """The method's name."""
        return str(METHOD_NAMES[self.method])

    def row_fields(self) -> dict[str, forms.Field]:
        """Make the fields of one row."""
        return {}

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Give the fields row by row, rows counted from one."""
        found = []
        for index in range(self.row_count):
            start = f"{self.row_name}[{index}]."
            found.append(
                (index + 1, [self[name] for name in self.fields if name.startswith(start)])
            )
        return found

    def body(self) -> dict[str, Any]:
        """Give what was typed as the API reads it; rows left empty are left out."""
        said: dict[str, Any] = {"method": self.method}
        rows: list[dict[str, Any]] = [{} for _ in range(self.row_count)]
        for name, value in self.cleaned_data.items():
            if value in ("", None):
                continue
            if name.startswith(f"{self.row_name}[") and self.row_name:
                index = int(name[len(self.row_name) + 1 : name.index("]")])
                rows[index][name.partition("].")[2]] = ANSWERS.get(value, value)
            else:
                said[name] = value
        if self.row_name:
            said[self.row_name] = [row for row in rows if row]
        return said

    def answer(self) -> Estimate | None:
        """Estimate; None where the form was wrong, with the reason beside each field."""
        if not self.is_valid():
            return None
        kind, estimate = METHODS[self.method]
        given = read_into(self, kind, self.body())
        if given is None:
            return None
        try:
            return estimate(given)
        except ValueError as refusal:
            place_impossible(self, refusal)
        return None


def _number(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=60, required=False)


class ArchitectureForm(ComputeForm):
    """6 x parameters x tokens."""

    method = "architecture"
    parameters = _number(gettext_lazy("Parameters"), gettext_lazy("Such as 405e9."))
    tokens = _number(
        gettext_lazy("Training tokens"), gettext_lazy("Repeated epochs included, such as 15.6e12.")
    )
    active_parameters = _number(
        gettext_lazy("Active parameters"),
        gettext_lazy("Of a mixture of experts, per token. Empty for a dense model."),
    )


class PassesForm(ComputeForm):
    """Passes x operations of one pass."""

    method = "passes"
    forward_passes = _number(gettext_lazy("Number of passes"))
    operations_per_pass = _number(
        gettext_lazy("Operations of one full pass"), gettext_lazy("Forward and backward, in FLOP.")
    )


class HardwareForm(ComputeForm):
    """Units x time x peak x utilisation, phase by phase."""

    method, row_name, row_title = "hardware", "phases", gettext_lazy("Phase")

    def row_fields(self) -> dict[str, forms.Field]:
        """Make the fields of one phase."""
        return {
            "units": _number(gettext("Units"), gettext("Accelerators, such as 2048.")),
            "peak_flop_per_second": _number(
                gettext("Peak of one unit (FLOP/s)"), gettext("Such as 989e12.")
            ),
            "days": _number(gettext("Days"), gettext("Or hours, beside this.")),
            "hours": _number(gettext("Hours")),
            "utilisation": _number(
                gettext("Utilisation"), gettext("Average share of the peak, such as 0.4.")
            ),
        }


class ComponentsForm(ComputeForm):
    """Amounts by what they were spent on."""

    method, row_name, row_title = "components", "components", gettext_lazy("Amount")

    def row_fields(self) -> dict[str, forms.Field]:
        """Make the fields of one amount."""
        truths = [
            ("", gettext("I do not know, or not synthetic data")),
            ("yes", gettext("Yes")),
            ("no", gettext("No")),
        ]
        return {
            "kind": forms.ChoiceField(
                label=gettext("Spent on"),
                choices=[("", gettext("Nothing here")), *SPENT_ON.items()],
                required=False,
            ),
            "flop": _number(gettext("Amount (FLOP)"), gettext("Such as 1.2e25.")),
            "public": forms.ChoiceField(
                label=gettext("Synthetic data that is public"), choices=truths, required=False
            ),
        }


def amount_name(name: str) -> StrOrPromise:
    """Name an amount of an estimate as its form does: ``phases[0]`` is the first phase."""
    if name.startswith("phases["):
        return f"{HardwareForm.row_title} {int(name[7:-1]) + 1}"
    return SPENT_ON.get(name, gettext_lazy("Training"))


_FORMS: Mapping[str, type[ComputeForm]] = {
    one.method: one for one in (ArchitectureForm, HardwareForm, ComponentsForm, PassesForm)
}


def compute_form(asked: QueryDict) -> ComputeForm:
    """Make the form of the method asked for; bound where any of its numbers was given."""
    kind = _FORMS.get(asked.get("method", ""), ArchitectureForm)
    rows = _row_count(asked.get("rows", ""), 2)
    rows = min(rows + 1, MOST_ROWS) if asked.get("more") else rows
    form = kind(asked, rows=rows)
    return form if _any_given(asked, form.fields) else kind(rows=rows)


def _row_count(asked: str, usual: int) -> int:
    given = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else usual
    return max(1, min(given, MOST_ROWS))


def _any_given(asked: QueryDict, names: Iterable[str]) -> bool:
    return any(asked.get(name) for name in names)
