"""What input about the copyright policy looks like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.forms.lines import joined, lines, split
from obligations.copyright_desk.models import PolicyVersion
from obligations.copyright_desk.services.drafts import FIELDS
from obligations.copyright_desk.services.policies import TEXT_LIMIT, Wording
from obligations.forms.fields import day, prose
from obligations.forms.offers import offer
from obligations.law.copyright_policy import ASKED, Asked
from obligations.models import Duty
from obligations.phrasebook.shown import phrase
from providers.models import AIModel

STATE = ("after", "revision")


class PolicyForm(forms.Form):
    """A version of the policy, as words or as a file, and which part answers which measure."""

    file = forms.FileField(
        label=_("File of the policy"),
        required=False,
        help_text=_("Or write its words below. A draft keeps no file: choose it when you record."),
    )
    text = prose(_("Words of the policy"), rows=8, max_length=TEXT_LIMIT)
    ai_models = forms.ModelMultipleChoiceField(
        AIModel.objects.none(),
        label=_("Models it covers"),
        required=False,
        help_text=_(
            "One policy is to cover all models placed on the Union market (Measure 1.1(1))."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    in_force_from = day(_("In force from"), required=True)
    approved_by = forms.CharField(
        label=_("Approved by"),
        max_length=200,
        help_text=_("The function or body, such as the board."),
    )
    approved_on = day(_("Approved on"), required=True)
    responsible = lines(
        _("Who carries it out and oversees it, by function"),
        help_text=_("One function on each line, without names of people."),
        required=True,
    )
    changes = prose(_("What changed since the version before"), rows=2, required=True)
    summary = prose(
        _("Summary for the public"),
        rows=4,
        help_text=_("Encouraged by Measure 1.1(2); public only when you publish it."),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ai_models"].queryset = models  # type: ignore[attr-defined] # a choice of rows
        for one in ASKED:
            self.fields[one.key] = forms.CharField(
                label=phrase(one.title),
                required=False,
                max_length=300,
                help_text=_cited(one),
                widget=forms.TextInput(
                    attrs={"placeholder": _("Part of the policy, such as section 3")}
                ),
            )
        if not models:
            del self.fields["ai_models"]

    @property
    def main(self) -> list[Any]:
        """The fields about the version."""
        shown = [name for name in self.base_fields if name in self.fields and name not in STATE]
        return [self[name] for name in shown if name != "file"]

    @property
    def measures(self) -> list[Any]:
        """The fields that name parts of the policy."""
        return [self[one.key] for one in ASKED]

    def wording(self) -> Wording:
        """Give what was typed as the service takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in STATE}
        covers = {one.key: data.pop(one.key) for one in ASKED}
        data["responsible"] = split(data["responsible"])
        data["upload"] = data.pop("file", None)
        return Wording(**data, covers=covers)

    def typed(self) -> dict[str, Any]:
        """Give what was typed as a draft keeps it, right or wrong."""
        data: Any = self.data
        found: dict[str, Any] = {name: data.get(name, "") for name in FIELDS}
        return found | {"ai_models": data.getlist("ai_models")}


def _cited(one: Asked) -> str:
    cite = phrase(one.cite)
    return _("{cite}, encouraged").format(cite=cite) if one.is_encouraged else cite


def as_before(version: PolicyVersion) -> dict[str, Any]:
    """Fill the form with the version before; its days, changes and file are new each time."""
    found: dict[str, Any] = {
        name: getattr(version, name) for name in ("text", "approved_by", "summary")
    }
    found["responsible"] = joined(version.responsible)
    found["ai_models"] = [one["id"] for one in version.ai_models]
    return found | dict(version.covers)


def as_drafted(content: Mapping[str, Any]) -> dict[str, Any]:
    """Fill the form with a draft."""
    return dict(content)


class ProofForm(forms.Form):
    """Which duties a version of the policy is evidence for, and as what."""

    as_what = forms.ChoiceField(
        label=_("Record"),
        choices=[
            ("policy", _("The policy itself")),
            ("summary", _("The public summary, as a link")),
        ],
        widget=forms.RadioSelect,
    )
    duties = forms.ModelMultipleChoiceField(
        Duty.objects.none(), label=_("It speaks for"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, duties: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["duties"], duties, _named)
        if not is_public:
            choice = self.fields["as_what"]
            choice.choices = choice.choices[:1]  # type: ignore[attr-defined] # nothing to link to


def _named(duty: Duty) -> str:
    about = f" ({duty.ai_model.name})" if duty.ai_model else ""
    return f"{phrase(duty.cite)}: {phrase(duty.obligation.title)}{about}"
