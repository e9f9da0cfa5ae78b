"""What the facts say about the two weeks of Art. 52(1): their day, a settlement, the placing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from obligations.catalogue.loader import catalogue
from obligations.law.case import Case
from obligations.law.facts import ModelFacts
from obligations.law.rules import notification, two_weeks
from obligations.law.rules.two_weeks import TwoWeeks
from obligations.law.terms import Truth
from obligations.queries import facts
from providers.models import AIModel


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one model, as the law reads it.

    ``stated_on`` is the day on which the threshold was met or known: a recorded day, else the first
    estimate above it; None where neither is. ``rests`` says whether a notification can rest on the
    model: whether its provider is one, and it is a general-purpose model. ``settled_on`` is the day
    of an accepted rebuttal that stands. ``legacy`` says whether it was placed before 2 August 2025.
    """

    stated_on: date | None
    rests: Truth
    settled_on: date | None
    legacy: Truth

    @property
    def known_on(self) -> date | None:
        """The day from which the deadline is counted; None where no deadline stands."""
        return self.stated_on if self.rests else None

    @property
    def is_open(self) -> bool:
        """Whether the threshold is recorded, and not known whether anything is owed of it."""
        return self.stated_on is not None and self.rests is None

    def covers(self, runs_from: date | None) -> bool:
        """Say whether the facts say all that a ledger says, which runs the two weeks from a day.

        Either the deadline ends no later than by the ledger, or an acceptance came since, or the
        threshold is recorded and nothing is owed of it. A ledger that comes near the threshold and
        runs nothing adds nothing to any of these.
        """
        if self.rests is False and self.stated_on is not None:
            return True
        if runs_from is None:
            return self.known_on is not None or self.settled_on is not None
        if self.settled_on is not None and runs_from <= self.settled_on:
            return True
        if self.known_on is None:
            return False
        recorded, by_ledger = self.two_weeks(self.known_on), self.two_weeks(runs_from)
        return recorded.due.strict <= by_ledger.due.strict

    def two_weeks(self, runs_from: date) -> TwoWeeks:
        """Count the two weeks that a ledger runs from a day."""
        texts = catalogue()
        clock = texts.clocks[two_weeks.CLOCK]
        return two_weeks.by_clock(runs_from, clock, texts.working_days(), legacy=self.legacy)


def of_models(models: Iterable[AIModel], *, on: date) -> dict[UUID, Recorded]:
    """Read what is recorded of some models on a day, in one query."""
    return {pk: _recorded(one, on) for pk, one in facts.of_many(models, on=on).items()}


def _recorded(found: ModelFacts, on: date) -> Recorded:
    case = Case.of(found, on, catalogue().working_days())
    ground, accepted = notification.ground(case), found.rebuttal_accepted_on
    stands = ground.owed is False and accepted is not None and accepted <= on
    failed = notification.unmet(case)
    return Recorded(
        stated_on=ground.event,
        rests=True if failed is None else failed.owed,
        settled_on=accepted if stands else None,
        legacy=case.legacy.answer,
    )
