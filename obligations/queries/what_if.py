"""What would fall due if a model were placed on the market on another day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue as loaded
from obligations.law.applicability import rulings
from obligations.law.terms import Ruling
from obligations.queries import catalogue, facts
from obligations.queries.timeline import Day
from providers import reader, written
from providers.models import AIModel


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The days that would follow, were ``ai_model`` placed on the Union market on ``day``."""

    ai_model: AIModel
    day: date
    due: Sequence[Ruling]

    @property
    def name(self) -> str:
        """What the lane is called."""
        return _("If placed {day}").format(day=written.short_day(self.day, reader.language()))

    def within(self, begins: date, ends: date) -> list[Day]:
        """Give the days of the lane that lie in a span, each end included."""
        by_day: dict[date, list[Ruling]] = defaultdict(list)
        for ruling in self.due:
            if ruling.due is not None:
                by_day[ruling.due.strict].append(ruling)
        return [
            Day(
                day,
                "doubt",
                len(found),
                _("would be due: {what}").format(what="; ".join(one.title for one in found)),
                reverse("timeline") + "#what-if",
            )
            for day, found in sorted(by_day.items())
            if begins <= day <= ends
        ]


def placed(ai_model: AIModel, day: date, *, on: date) -> WhatIf:
    """Ask the law anew on ``on`` with one fact changed; nothing is recorded.

    A day of placing in the future is a plan: what it brings is owed with a first day to come.
    """
    texts = catalogue.in_use(on, ai_model.provider)
    changed = replace(facts.of_model(ai_model, on=on), union_market_date=day)
    found = rulings(texts, changed, on, loaded().working_days())
    return WhatIf(ai_model, day, [one for one in found if one.owed and one.due])
