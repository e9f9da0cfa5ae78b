"""What input about ways looks like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.forms import fields
from obligations.law.ways import GapAnswer
from obligations.law.workflow import Route
from obligations.phrasebook.shown import phrase
from obligations.routes.services.gaps import Line

ANSWERS = (
    (GapAnswer.OPEN.value, gettext_lazy("Not yet looked at")),
    (GapAnswer.OTHERWISE.value, gettext_lazy("Met in another way")),
    (GapAnswer.PARTLY.value, gettext_lazy("Met in part")),
    (GapAnswer.NOT_APPLICABLE.value, gettext_lazy("Not applicable")),
)


class GapForm(forms.Form):
    """An answer, words and a day for each measure; ``lines`` gives what was typed."""

    remark = fields.prose(gettext_lazy("Remark on the whole"), rows=2)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, measures: Mapping[str, str], latest: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        known = {line["measure"]: line for line in latest.lines} if latest else {}
        self.initial["after"] = latest.number if latest else 0
        for key, title in measures.items():
            line = known.get(key, {})
            by_when = line.get("by_when")
            self.fields[key] = forms.ChoiceField(
                label=f"{phrase(title)} ({key})",
                choices=ANSWERS,
                initial=line.get("answer", "open"),
            )
            self.fields[f"{key}-words"] = fields.prose(_("How, or why not"), rows=2)
            self.fields[f"{key}-words"].initial = line.get("words", "")
            self.fields[f"{key}-by"] = fields.day(_("A gap is closed by"))
            self.fields[f"{key}-by"].initial = date.fromisoformat(by_when) if by_when else None

    def lines(self) -> dict[str, Line]:
        """Give the answers as the service takes them."""
        given = self.cleaned_data
        return {
            key: Line(answer=given[key], words=given[f"{key}-words"], by_when=given[f"{key}-by"])
            for key in self.measures
        }

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each measure together."""
        return [(self[key], self[f"{key}-words"], self[f"{key}-by"]) for key in self.measures]


class ResolveForm(forms.Form):
    """Another way, or none, with the reason."""

    route = forms.ChoiceField(
        label=gettext_lazy("Choose another way"),
        required=False,
        choices=[
            ("", gettext_lazy("None: it was looked at and stays as it is")),
            (Route.OTHER_ADEQUATE_MEANS.value, gettext_lazy("Other adequate means")),
            (Route.CODE.value, gettext_lazy("The Code")),
            (Route.HARMONISED_STANDARD.value, gettext_lazy("A harmonised standard")),
        ],
    )
    explanation = fields.prose(gettext_lazy("The other means, for a reviewer to judge"), rows=2)
    words = forms.CharField(label=gettext_lazy("Why"), max_length=5000)


class ConfirmForm(forms.Form):
    """One reason for every way that waits because of one change of a text."""

    text_to = forms.CharField(widget=forms.HiddenInput, max_length=60)
    words = forms.CharField(label=gettext_lazy("Why they stay as they are"), max_length=5000)
