"""What span of time to show, and whose deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from obligations.forms import fields
from providers.models import AIModel

BACK, AHEAD = timedelta(days=150), timedelta(days=400)
LONGEST = timedelta(days=366 * 12)


class TimelineFilter(forms.Form):
    """The filters of the timeline, as they stand in the address."""

    model = forms.ChoiceField(label="Model", required=False)
    begins = fields.day("From")
    ends = fields.day("To")
    met = forms.BooleanField(label="Also deadlines that were met", required=False)

    def __init__(self, data: Any, *, models: Sequence[AIModel], today: date, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.today = today
        choice = self.fields["model"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [
            ("", "Any"),
            ("provider", "The provider itself"),
            *((str(one.pk), one.name) for one in models),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that runs backwards or that no picture can show."""
        given = super().clean() or {}
        begins = given.get("begins") or self.today - BACK
        # Far enough to show the whole year ahead, and what was chosen to begin with.
        ends = given.get("ends") or max(self.today, begins) + AHEAD
        if ends <= begins:
            self.add_error("ends", "The span has to end after it begins.")
        elif ends - begins > LONGEST:
            self.add_error("ends", "Choose at most twelve years.")
        return {**given, "begins": begins, "ends": ends}

    @property
    def span(self) -> tuple[date, date]:
        """Give the span to show; the usual one where the one asked for makes no sense."""
        if self.is_valid():
            return self.cleaned_data["begins"], self.cleaned_data["ends"]
        return self.today - BACK, self.today + AHEAD

    @property
    def count(self) -> int:
        """Count the filters that are set."""
        return sum(bool(self.data.get(name)) for name in self.fields)
