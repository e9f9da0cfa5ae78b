"""Ask for reassessment of a designation, not before its day, and record what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.services import sharing
from obligations.services.steps import NotAllowedNow
from obligations.systemic_risk.models import Reassessment
from obligations.systemic_risk.models.reassessments import Outcome
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import position
from obligations.systemic_risk.services import announcements
from obligations.systemic_risk.services.decisions import check_day
from providers import reader, text, written
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.models import AIModel
from providers.services import audit, facts


@dataclass(frozen=True)
class Decided:
    """A request with its outcome, and what that changed in what is owed."""

    reassessment: Reassessment
    changes: Any


def ask(
    *,
    ai_model: AIModel,
    requested_on: date,
    reasons: str,
    evidence: str,
    by: Actor,
    now: datetime,
) -> Reassessment:
    """Record a request that was made on a day, which the AI Office reads from then on.

    Earlier than the law allows is refused.

    Raises InvalidInput with the earliest day, NotAllowedNow where one is waiting for its answer.
    """
    check_write(by, ai_model.provider)
    reasons, evidence = _clean(requested_on, reasons, evidence, now)
    row = Reassessment(
        provider=ai_model.provider,
        ai_model=ai_model,
        requested_on=requested_on,
        reasons=reasons,
        evidence=evidence,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    with audit.change(action="reassessment.asked-for", about=row, by=by, at=now) as event:
        rows = list(Reassessment.objects.filter(ai_model=ai_model))
        if any(not one.outcome for one in rows):
            raise NotAllowedNow(_("A reassessment was asked for already and is not answered yet."))
        known = position.current(ai_model)
        opening = position.opening(known, rows, on=requested_on)
        if not opening.is_open or opening.earliest is None:
            raise InvalidInput(opening.because, field="requested_on")
        row.designation, row.earliest_on = known["designation"], opening.earliest
        row.save(force_insert=True)
        event.detail = {"requested_on": requested_on, "earliest_on": opening.earliest}
        sharing.with_office(ai_model.provider, ai_model, now=now)
        announcements.asked(row, now)
    return row


def _clean(requested_on: date, reasons: str, evidence: str, now: datetime) -> tuple[str, str]:
    problems = Problems()
    with problems.gathered():
        try:
            check_day(requested_on, now)
        except InvalidInput as error:
            raise InvalidInput(error.message, field="requested_on") from error
    with problems.gathered():
        reasons = _needed(reasons, "reasons", _("Give objective, detailed and new reasons."))
    with problems.gathered():
        evidence = _needed(evidence, "evidence", _("Name the evidence the reasons rest on."))
    problems.raise_any()
    return reasons, evidence


def _needed(value: str, field: str, told: str) -> str:
    found = text.prose(value, field=field)
    if not found:
        raise InvalidInput(f"{told} (Art. 52(5))", field=field)
    return found


def decide(
    *,
    reassessment: Reassessment,
    outcome: str,
    decided_on: date,
    decision: str = "",
    by: Actor,
    now: datetime,
) -> Decided:
    """Record the outcome: maintained begins six new months, ended takes the designation away.

    An ended designation is recorded as a fact; whether the compute still leads to systemic risk is
    then answered by the law. Raises InvalidInput; NotAllowedNow where an outcome is recorded.
    """
    check_write(by, reassessment.provider)
    if outcome not in Outcome.values:
        raise InvalidInput(
            _("Choose from: {values}.").format(values=", ".join(Outcome.values)), field="outcome"
        )
    words = text.prose(decision, field="decision")
    try:
        check_day(decided_on, now)
    except InvalidInput as error:
        raise InvalidInput(error.message, field="decided_on") from error
    if decided_on < reassessment.requested_on:
        told = _("The decision cannot come before that: It was asked for on {day}.").format(
            day=written.long_day(reassessment.requested_on, reader.language())
        )
        raise InvalidInput(told, field="decided_on")
    changes = None
    with audit.change(action="reassessment.decided", about=reassessment, by=by, at=now) as event:
        mine = Reassessment.objects.filter(pk=reassessment.pk, outcome="")
        if not mine.update(
            outcome=outcome,
            decided_on=decided_on,
            decision=words,
            decided_at=now,
            decided_by_name=by.name,
        ):
            raise NotAllowedNow(_("An outcome is recorded already; it stays as it is."))
        reassessment.refresh_from_db()
        if outcome == Outcome.ENDED:
            changes = _end(reassessment, by, now)
        event.detail = {"outcome": outcome, "decided_on": decided_on}
    return Decided(reassessment, changes)


def _end(reassessment: Reassessment, by: Actor, now: datetime) -> Any:
    day = reassessment.decided_on
    found = position.current(reassessment.ai_model).get("designation")
    if found is None or found.pk != reassessment.designation_id:
        raise NotAllowedNow(
            _("Another designation was recorded since this was asked for. Look at the facts first.")
        )
    return facts.record(
        provider=reassessment.provider,
        ai_model=reassessment.ai_model,
        kind="designation",
        value={"on": None, "basis": None},
        known_on=day or now.date(),
        note=f"Ended by the Commission's reassessment of {day}.",
        source="Decision of the Commission",
        by=by,
        now=now,
    ).changes
