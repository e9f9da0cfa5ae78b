"""What the Commission decided: designation, and on the arguments of a rebuttal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.law.deadlines import brussels_day
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import position
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel
from providers.services import audit, facts
from providers.services.facts import Recorded

DECISIONS = {
    "designated-52-4": gettext_lazy("The model was designated under Art. 52(4)"),
    "designated-52-1": gettext_lazy(
        "The model was designated because it had not been notified (Art. 52(1))"
    ),
    "rebuttal-accepted": gettext_lazy("The arguments against the classification were accepted"),
    "rebuttal-rejected": gettext_lazy("The arguments against the classification were rejected"),
}
EFFECTS = {
    "designated-52-4": gettext_lazy(
        "Takes effect from the day the provider was informed (Guidelines, para. 43)."
    ),
    "designated-52-1": gettext_lazy(
        "Takes effect from when the condition was met; a fine is possible (Guidelines, para. 44)."
    ),
    "rebuttal-accepted": gettext_lazy(
        "The duties end on the day the provider was informed; a substantial change is notified "
        "again, and a designation remains possible (Guidelines, para. 40)."
    ),
    "rebuttal-rejected": gettext_lazy(
        "The model carries systemic risk since the condition was met; the arguments suspended "
        "nothing (Guidelines, para. 40)."
    ),
}


def fact(ai_model: AIModel, decision: str, on: date) -> tuple[str, dict[str, Any]]:
    """Give kind and value of the fact a decision is, as it would be recorded.

    Raises InvalidInput for another word, and for a decision on arguments never presented.
    """
    if decision not in DECISIONS:
        raise InvalidInput(
            _("Choose from: {decisions}.").format(decisions=", ".join(DECISIONS)), field="decision"
        )
    if decision.startswith("designated"):
        return "designation", {"on": on, "basis": decision[11:].replace("-", "(") + ")"}
    found = position.value(position.current(ai_model), "rebuttal")
    submitted = found.get("submitted_on")
    if submitted is None:
        told = _("No arguments are recorded as submitted, so there is nothing to decide on.")
        raise InvalidInput(told, field="decision")
    name = "accepted_on" if decision == "rebuttal-accepted" else "rejected_on"
    return "rebuttal", {"submitted_on": submitted, name: on}


def check_day(on: date, now: datetime) -> None:
    """Refuse a day before Chapter V applied and one in the future."""
    today = brussels_day(now)
    if not CHAPTER_V_APPLIES <= on <= today:
        told = _("Give the day you were informed, from {first} to today ({today}).").format(
            first=CHAPTER_V_APPLIES, today=today
        )
        raise InvalidInput(told, field="on")


def record(
    *, ai_model: AIModel, decision: str, on: date, note: str = "", by: Actor, now: datetime
) -> Recorded:
    """Record a decision on the day the provider was informed, and what it changes.

    ``on`` decides from when duties begin or end. Raises InvalidInput.
    """
    check_write(by, ai_model.provider)
    check_day(on, now)
    with audit.turn(ai_model.provider):
        kind, value = fact(ai_model, decision, on)
        return facts.record(
            provider=ai_model.provider,
            ai_model=ai_model,
            kind=kind,
            value=value,
            known_on=on,
            note=note,
            source="Decision of the Commission",
            by=by,
            now=now,
        )
