"""When the provider became aware, and what followed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms.facts import DAY
from obligations.law.deadlines import brussels_day

EARLIEST = datetime(2025, 8, 2, tzinfo=UTC)
AHEAD = timedelta(days=1)


class CalculatorForm(forms.Form):
    """The instant of awareness, and the two days from which the later reports run."""

    aware = forms.DateTimeField(
        label=_("Aware of the model's involvement"),
        help_text=_("Brussels time. A reasonable suspicion is enough; certainty is not needed."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "invalid": _("Enter a day and a time, such as 2026-11-23 14:30."),
            "required": _("Say when the provider became aware."),
        },
    )
    submitted = forms.DateField(
        label=_("Initial report submitted on"),
        widget=DAY,
        required=False,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )
    resolved = forms.DateField(
        label=_("Incident resolved on"),
        widget=DAY,
        required=False,
        error_messages={"invalid": _("Enter a real day, such as 2026-11-23.")},
    )

    def __init__(self, data: Any = None, *, now: datetime, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.now = now

    def clean_aware(self) -> datetime:
        """Refuse instants before any clock ran, and ones that have not come yet."""
        aware: datetime = self.cleaned_data["aware"]
        if aware < EARLIEST:
            raise forms.ValidationError(_("No clock of Measure 9.3 ran before 2 August 2025."))
        if aware > self.now + AHEAD:
            raise forms.ValidationError(_("Nobody is aware of something that is still to come."))
        return aware

    def clean_submitted(self) -> date | None:
        """Refuse a report before awareness."""
        return self._after_awareness("submitted")

    def clean_resolved(self) -> date | None:
        """Refuse a resolution before awareness."""
        return self._after_awareness("resolved")

    def _after_awareness(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        aware = self.cleaned_data.get("aware")
        if day is not None and aware is not None and day < brussels_day(aware):
            raise forms.ValidationError(_("This cannot be before the provider became aware."))
        if day is not None and day > brussels_day(self.now):
            raise forms.ValidationError(_("This day has not come yet."))
        return day
