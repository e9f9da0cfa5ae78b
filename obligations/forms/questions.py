"""What would I owe? The questions of the page, in the words of the kinds of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.forms.asked import ApplicabilityIn, answer
from obligations.forms.facts import DAY, form_field
from obligations.forms.pages import nested, place_impossible, read_into
from obligations.law.applicability import Assessment
from providers import kinds
from providers.kinds import Field, FieldKind, Kind

NONE_SIGNED = "none"

# Each question of the API, grouped by the kind of fact that asks it, with the field it is.
QUESTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "placement": {"model.union_market_date": "union_market_date"},
        "compute": {
            "model.training_compute_flop": "training_compute_flop",
            "model.cumulative_compute_flop": "cumulative_compute_flop",
        },
        "capabilities": {
            "model.output_modalities": "output_modalities",
            "model.broad_generality": "broad_generality",
        },
        "open-source": {
            f"model.open_source.{name}": name
            for name in (
                "licence_open",
                "monetised",
                "parameters_public",
                "architecture_public",
                "usage_information_public",
            )
        },
        "establishment": {"provider.established_in": "country"},
        "representative": {"provider.representative_since": "since"},
        "code-signature": {"provider.code_chapters": "chapters"},
        "size": {"provider.size": "size"},
        "modification": {
            f"model.modification.{name}": name
            for name in (
                "compute_flop",
                "original_compute_flop",
                "original_systemic",
                "same_provider",
            )
        },
        "general-purpose": {"model.general_purpose": "decision"},
        "threshold-known": {"model.threshold_known_on": "on"},
        "notification": {"model.notification_submitted_on": "submitted_on"},
        "rebuttal": {
            f"model.rebuttal_{name}": name
            for name in ("submitted_on", "accepted_on", "rejected_on")
        },
        "designation": {"model.designated_on": "on", "model.designation_basis": "basis"},
    }
)
FIRST = ("placement", "compute", "capabilities", "open-source", "establishment")


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one kind of fact; open where they were answered, or are asked first."""

    kind: Kind
    fields: tuple[BoundField, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by the name of the fact the law misses, and where it stands on the page."""

    label: str
    anchor: str


class OweForm(forms.Form):
    """Facts about a model that may or may not exist; every question may stay open."""

    on = forms.CharField(
        label=gettext_lazy("Asked for the day"),
        widget=DAY,
        max_length=40,
        required=False,
        help_text=gettext_lazy("The texts and the facts as they stand on this day. Empty: today."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        for kind_name, questions in QUESTIONS.items():
            declared = {field.name: field for field in kinds.KINDS[kind_name].fields}
            for path, name in questions.items():
                self.fields[path] = _question(declared[name])

    def asked(self) -> dict[str, Any]:
        """Give what was answered in the shape the API reads; what stays open is left out."""
        said = {name: _plain(self.fields[name], value) for name, value in self.cleaned_data.items()}
        return nested(said)

    def answer(self, *, now: datetime) -> Assessment | None:
        """Answer the questions; None where they were wrong, with the reason beside each."""
        given = read_into(self, ApplicabilityIn, self.asked()) if self.is_valid() else None
        if given is None:
            return None
        try:
            return answer(given, now=now)
        except ValueError as refusal:
            place_impossible(self, refusal)
        return None

    def groups(self, missing: Iterable[str] = ()) -> list[Group]:
        """Give the questions group by group; those that miss something stand open."""
        anchors = {self.question(name).anchor for name in missing}
        found = []
        for kind_name, questions in QUESTIONS.items():
            fields = tuple(self[path] for path in questions)
            wanted = any(self.data.get(one.name) or one.auto_id in anchors for one in fields)
            is_open = wanted or kind_name in FIRST or any(one.errors for one in fields)
            found.append(Group(kinds.KINDS[kind_name], fields, is_open))
        return found

    def question(self, missing: str) -> Asked:
        """Find the question behind a fact that an answer says is missing."""
        for path in (f"model.{missing}", f"provider.{missing}"):
            found = next(
                (one for one in self.fields if one == path or one.startswith(f"{path}.")), ""
            )
            if found:
                return Asked(_label(missing, self.fields[found]), self[found].auto_id)
        return Asked(missing.replace("_", " "), "")


def _label(missing: str, field: forms.Field) -> str:
    whole = {"open_source": _("Licence and openness"), "modification": _("Modification")}
    return whole.get(missing, str(field.label))


def _question(field: Field) -> forms.Field:
    if field.kind is not FieldKind.SIGNATURES:
        return form_field(field)
    chapters = [(one.value, one.label) for one in field.choices]
    return forms.MultipleChoiceField(
        label=_("Chapters signed"),
        help_text=_("Tick nothing if you do not know."),
        choices=[*chapters, (NONE_SIGNED, _("None of them"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _plain(field: forms.Field, value: Any) -> Any:
    if value in ("", None, []):
        return None
    if isinstance(field, forms.MultipleChoiceField):
        # Beside "none", a chapter is a contradiction; the API's own reading refuses the word.
        return [] if value == [NONE_SIGNED] else value
    if field.widget.__class__ is forms.RadioSelect:
        return {"yes": True, "no": False}[value]
    return value.strip() if isinstance(value, str) else value
