"""Where a model stands under Article 52: notifications, decisions, reassessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from obligations.catalogue.loader import catalogue
from obligations.law import reassessments
from obligations.law.reassessments import Opening
from obligations.models import Deadline
from obligations.systemic_risk.models import Notification, Reassessment
from obligations.systemic_risk.models.reassessments import Outcome
from providers.actors import Actor
from providers.models import AIModel, Fact

KINDS = ("notification", "rebuttal", "designation")
CLOCK = "aia-52-5-reassessment"
DUTY = "aia-52-1"


@dataclass(frozen=True, slots=True)
class Position:
    """One model: facts in force by kind, rows newest first, the open two weeks if they run."""

    facts: Mapping[str, Fact]
    notifications: Sequence[Notification]
    reassessments: Sequence[Reassessment]
    opening: Opening
    deadline: Deadline | None

    @property
    def draft(self) -> Notification | None:
        """The notification that is being written."""
        return next((one for one in self.notifications if not one.is_sent), None)

    @property
    def latest_sent(self) -> Notification | None:
        """The last notification that was sent."""
        return next((one for one in self.notifications if one.is_sent), None)

    @property
    def asked(self) -> Reassessment | None:
        """The request that is not answered yet."""
        return next((one for one in self.reassessments if not one.outcome), None)


def current(ai_model: AIModel) -> dict[str, Fact]:
    """Give the facts in force about the Commission's side, by their kind."""
    found = Fact.objects.filter(ai_model=ai_model, kind__in=KINDS).current()
    return {fact.kind: fact for fact in found}


def value(found: Mapping[str, Fact], kind: str) -> Mapping[str, Any]:
    """Give the value of a fact in force; empty where none is recorded."""
    return found[kind].value if kind in found else {}


def of_model(ai_model: AIModel, actor: Actor, *, on: date) -> Position:
    """Read where a model stands, in four queries."""
    mine = Notification.objects.visible_to(actor).filter(ai_model=ai_model)
    asked = Reassessment.objects.visible_to(actor).filter(ai_model=ai_model)
    asked_for = list(asked.order_by("-requested_on", "-recorded_at", "pk"))
    facts = current(ai_model)
    return Position(
        facts=facts,
        notifications=list(mine.order_by("-begun_at", "pk")),
        reassessments=asked_for,
        opening=opening(facts, asked_for, on=on),
        deadline=two_weeks(ai_model, actor),
    )


def two_weeks(ai_model: AIModel, actor: Actor) -> Deadline | None:
    """Give the two weeks of Article 52(1), while they are open."""
    open_now = Deadline.objects.visible_to(actor).open()
    clock = open_now.filter(ai_model=ai_model, duty__key=DUTY)
    return clock.order_by("due_on", "pk").first()


def opening(facts: Mapping[str, Fact], rows: Sequence[Reassessment], *, on: date) -> Opening:
    """Say from when reassessment may be asked for, on the designation in force."""
    designation = value(facts, "designation")
    day = designation.get("on")
    return reassessments.opening(
        designated_on=date.fromisoformat(day) if day else None,
        basis=designation.get("basis"),
        maintained_on=[
            one.decided_on for one in rows if one.outcome == Outcome.MAINTAINED and one.decided_on
        ],
        on=on,
        clock=catalogue().clocks[CLOCK],
        working_days=catalogue().working_days(),
    )
