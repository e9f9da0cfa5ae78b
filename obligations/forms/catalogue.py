"""The filters of the catalogue; the address holds them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from obligations.catalogue.records import AUDIENCES
from obligations.forms.asked import FIRST_TEXT
from obligations.forms.facts import DAY
from obligations.law.terms import Chapter, Kind
from obligations.phrasebook.shown import phrase
from obligations.queries.outline import INSTRUMENTS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ANY = ("", _("Any"))
KINDS = {
    Kind.OBLIGATION: _("Obligation"),
    Kind.RIGHT: pgettext_lazy("kind of entry", "Right"),
    Kind.POWER: pgettext_lazy("kind of entry", "Power"),
    Kind.ANNEX_ITEM: _("Annex item"),
    Kind.COMMITMENT: _("Commitment"),
    Kind.MEASURE: _("Measure"),
    Kind.MEASURE_ITEM: _("Measure item"),
    Kind.TEMPLATE_ITEM: _("Template item"),
    Kind.GUIDELINE: _("Guideline"),
    Kind.FINE: pgettext_lazy("kind of entry", "Fine"),
    Kind.PROVISION: pgettext_lazy("kind of entry", "Provision"),
}
CHAPTERS = {
    Chapter.TRANSPARENCY: _("Transparency"),
    Chapter.COPYRIGHT: _("Copyright"),
    Chapter.SAFETY_SECURITY: _("Safety and security"),
}


def _audiences() -> list[tuple[str, StrOrPromise]]:
    return [ANY, *((name, phrase(said)) for name, said in AUDIENCES.items())]


class CatalogueFilter(forms.Form):
    """Words, text, chapter of the Code, kind, audience, and the day of the text."""

    q = forms.CharField(
        label=_("Words, citation or key"), max_length=200, required=False, widget=forms.TextInput
    )
    instrument = forms.ChoiceField(
        label=_("Text"), choices=[("", _("All texts")), *INSTRUMENTS.items()], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[ANY, *((one.value, KINDS[one]) for one in Kind)],
        required=False,
    )
    chapter = forms.ChoiceField(
        label=_("Chapter of the Code"),
        choices=[ANY, *((one.value, CHAPTERS[one]) for one in Chapter)],
        required=False,
    )
    audience = forms.ChoiceField(label=_("Given to"), choices=_audiences, required=False)
    as_of = forms.DateField(
        label=_("Text of the day"),
        widget=DAY,
        required=False,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)

    def clean_as_of(self) -> date | None:
        """Refuse days before there was a text, and days no calendar needs."""
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and not FIRST_TEXT <= day <= date(2100, 12, 31):
            raise forms.ValidationError(
                gettext("Choose a day from {first_text} to 2100-12-31.").format(
                    first_text=FIRST_TEXT
                )
            )
        return day

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; what is wrong or empty is left out."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
