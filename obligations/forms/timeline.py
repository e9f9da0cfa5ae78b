"""What span of time to show, and whose deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from providers.models import AIModel

BACK, AHEAD = timedelta(days=150), timedelta(days=400)
LONGEST = timedelta(days=366 * 14)
WHOLE = (date(2024, 1, 1), date(2037, 12, 31))


class TimelineFilter(forms.Form):
    """The filters of the timeline, as they stand in the address."""

    model = forms.ChoiceField(label=_("Model"), required=False)
    begins = fields.day(_("From"))
    ends = fields.day(_("To"))
    placed_on = fields.day(
        _("What if it were placed on"),
        help_text=_(
            "Choose a model; shows what the law would then ask by when. Nothing is recorded."
        ),
    )
    met = forms.BooleanField(label=_("Also deadlines that were met"), required=False)

    def __init__(self, data: Any, *, models: Sequence[AIModel], today: date, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.today = today
        choice = self.fields["model"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [
            ("", gettext("Any")),
            ("provider", gettext("The provider itself")),
            *((str(one.pk), one.name) for one in models),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that runs backwards or that no picture can show."""
        given = super().clean() or {}
        begins = given.get("begins") or self.today - BACK
        # Far enough to show the whole year ahead, and what was chosen to begin with.
        ends = given.get("ends") or max(self.today, begins) + AHEAD
        if ends <= begins:
            self.add_error("ends", gettext("The span has to end after it begins."))
        elif ends - begins > LONGEST:
            self.add_error("ends", gettext("Choose at most fourteen years."))
        if given.get("placed_on") and given.get("model", "provider") in ("", "provider"):
            self.add_error(
                "placed_on", gettext("Choose the model that would be placed on that day.")
            )
        return {**given, "begins": begins, "ends": ends}

    @property
    def span(self) -> tuple[date, date]:
        """Give the span to show; the usual one where the one asked for makes no sense."""
        if self.errors.keys() & {"begins", "ends"}:
            return self.today - BACK, self.today + AHEAD
        return self.cleaned_data["begins"], self.cleaned_data["ends"]

    @property
    def model_id(self) -> UUID | None:
        """Give the model that was chosen, if one was."""
        chosen = self.cleaned_data.get("model", "")
        return UUID(chosen) if chosen not in ("", "provider") else None

    @property
    def is_of_provider(self) -> bool:
        """Say whether the provider itself was chosen, and none of its models."""
        return self.cleaned_data.get("model") == "provider"

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Offer nearer, wider and neighbouring spans: name, address, whether it is shown."""
        begins, ends = self.span
        wide = ends - begins
        month = self.today.replace(day=1)
        spans = {
            gettext("3 months"): (month, month + timedelta(days=92)),
            gettext("A year and a half"): (self.today - BACK, self.today + AHEAD),
            gettext("5 years"): (month.replace(month=1), date(month.year + 4, 12, 31)),
            gettext("2024 to 2037"): WHOLE,
            gettext("Earlier"): (begins - wide / 2, ends - wide / 2),
            gettext("Later"): (begins + wide / 2, ends + wide / 2),
        }
        return [(name, self.address(*span), span == (begins, ends)) for name, span in spans.items()]

    def address(self, begins: date, ends: date) -> str:
        """Write the address of another span, with the other filters as they are."""
        asked = {name: self.data.get(name) for name in ("model", "met", "placed_on")}
        kept = {name: value for name, value in asked.items() if value}
        days = {"begins": begins.isoformat(), "ends": ends.isoformat()}
        return f"?{urlencode(kept | days)}"

    @property
    def count(self) -> int:
        """Count the filters that are set."""
        return sum(bool(self.data.get(name)) for name in self.fields)
