"""Draft notifications to the Commission: begun from the ledger, saved by revision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from obligations.law import figures, notifications
from obligations.law.deadlines import brussels_day
from obligations.law.figures import ImpossibleValue
from obligations.law.ledger import Method
from obligations.law.notifications import CONDITIONS, LINES, Condition
from obligations.law.thresholds import SYSTEMIC_RISK
from obligations.queries import facts
from obligations.services.steps import NotAllowedNow
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import ledger, position
from providers import reader, text, written
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.models import AIModel
from providers.services import audit, revisions

PROSE = ("approach", "approximations", "arguments")
NAMES = {"model_name": 300, "original_model": 200}
_WORDS: Mapping[str, list[str]] = {
    "condition": [one.value for one in CONDITIONS],
    "line": [one.value for one in LINES],
}
FIELDS = (
    *PROSE,
    *NAMES,
    "condition",
    "known_on",
    "compute_flop",
    "with_rebuttal",
    "line",
    "grounds",
)


def start(*, ai_model: AIModel, because: str = "", by: Actor, now: datetime) -> Notification:
    """Begin a notification, filled from ledger and facts as far as they reach.

    A further one is begun only where a rebuttal was accepted after the last: ``because`` says what
    changed (Guidelines, para. 40). Raises NotAllowedNow otherwise, and where one is being drafted.
    """
    check_write(by, ai_model.provider)
    reason = text.prose(because, field="because")
    row = Notification(
        provider=ai_model.provider,
        ai_model=ai_model,
        model_name=ai_model.name,
        begun_at=now,
        begun_by_name=by.name,
    )
    with audit.change(action="notification.begun", about=row, by=by, at=now) as event:
        rows = list(Notification.objects.filter(ai_model=ai_model).order_by("-begun_at", "-pk"))
        _check_start(ai_model, rows, reason)
        row.follows = rows[0] if rows else None
        row.follows_because = reason if rows else ""
        for name, value in _filled(ai_model, brussels_day(now)).items():
            setattr(row, name, value)
        row.save(force_insert=True)
        event.detail = {"model": ai_model.pk, "follows": row.follows_id, "because": reason}
    return row


def _check_start(ai_model: AIModel, rows: list[Notification], reason: str) -> None:
    if any(not one.is_sent for one in rows):
        raise NotAllowedNow(_("A notification of this model is being drafted already."))
    if not rows:
        return
    sent_on = rows[0].sent_on or date.min
    accepted = position.value(position.current(ai_model), "rebuttal").get("accepted_on")
    if accepted is None or date.fromisoformat(accepted) < sent_on:
        raise NotAllowedNow(
            _(
                "This model was notified on {day}. Arguments against the classification go with "
                "the notification (Art. 52(2), DL-02), so none can be added by a further one; "
                "a further one is owed after an accepted rebuttal changed."
            ).format(day=written.long_day(sent_on, reader.language()))
        )
    if not reason:
        raise InvalidInput(
            _("Say what changed in the facts the acceptance rests on (Guidelines, para. 40)."),
            field="because",
        )


def _filled(ai_model: AIModel, today: date) -> dict[str, Any]:
    found = ledger.standing(ai_model, on=today)
    known = facts.of_model(ai_model, on=today)
    ahead = found.systemic
    compute = ahead.with_plans if ahead.meets_on and not ahead.met_on else ahead.done
    compute = compute or known.cumulative_compute_flop or Decimal(0)
    modification = known.modification
    is_modified = bool(modification and modification.original_systemic)
    condition = Condition.MODIFICATION if is_modified else _condition(compute, ahead.met_on, known)
    original = _fact(ai_model, "modification").get("original_model") or ""
    return {
        "condition": condition or "",
        "known_on": known.threshold_known_on or ahead.runs_from,
        "compute_flop": compute or None,
        "approach": _approach(found),
        "approximations": ledger.assumptions(found, with_plans=True),
        "original_model": original if is_modified else "",
    }


def _fact(ai_model: AIModel, kind: str) -> Mapping[str, Any]:
    fact = ai_model.facts.filter(kind=kind).current().first()
    return fact.value if fact else {}


def _condition(compute: Decimal, met_on: date | None, known: Any) -> Condition | None:
    recorded = known.cumulative_compute_flop or Decimal(0)
    if met_on or recorded > SYSTEMIC_RISK:
        return Condition.MET
    if compute > SYSTEMIC_RISK or known.threshold_known_on:
        return Condition.WILL_BE_MET
    return None


_FOUND: Mapping[str, str] = {
    Method.GIVEN: "given as an amount",
    Method.ARCHITECTURE: "from the architecture (6 x parameters x tokens)",
    Method.HARDWARE: "from the hardware (units x time x peak x utilisation)",
    Method.PASSES: "from passes x operations of a full pass",
}


def _approach(found: ledger.Standing) -> str:
    rows = [row for row in found.standing_rows if row.counts]
    return "\n".join(
        f"{row.entry.name} ({row.entry.kind}, {'planned' if row.entry.is_planned else 'done'}): "
        f"{figures.two_figures(row.entry.flop)} FLOP, {_FOUND[row.entry.method]}."
        for row in rows[:100]
    )


def save(
    *,
    notification: Notification,
    given: Mapping[str, Any],
    revision: int,
    by: Actor,
    now: datetime,
) -> Notification:
    """Change fields of a draft; those not given stay.

    Raises InvalidInput with every field at fault, NotAllowedNow once it was sent, StaleRevision.
    """
    check_write(by, notification.provider)
    cleaned = _clean(given)
    with audit.change(action="notification.edited", about=notification, by=by, at=now) as event:
        check_draft(notification)
        revisions.claim(notification, revision=revision, **cleaned)
        event.detail = {"fields": sorted(cleaned)}
    return notification


def check_draft(notification: Notification) -> None:
    """Refuse what was sent: it is frozen, and so are the arguments that went with it."""
    if Notification.objects.filter(pk=notification.pk, status="draft").exists():
        return
    raise NotAllowedNow(
        _(
            "This notification was sent and stays as it was. Arguments against the classification "
            "had to go with it (Art. 52(2), DL-02)."
        )
    )


def _clean(given: Mapping[str, Any]) -> dict[str, Any]:
    problems, cleaned = Problems(), {}
    for name, value in given.items():
        with problems.gathered():
            if name not in FIELDS:
                raise InvalidInput(
                    _("There is no field {name}.").format(name=name[:40]), field=name[:40]
                )
            cleaned[name] = _field(name, value)
    problems.raise_any()
    return cleaned


def _field(name: str, value: Any) -> Any:
    if name in PROSE:
        return text.prose(value or "", field=name)
    if name in NAMES:
        return text.name(value, field=name, limit=NAMES[name]) if value else ""
    if name == "grounds":
        return _grounds(value or {})
    if name == "compute_flop":
        return _compute(value)
    if name == "with_rebuttal":
        return bool(value)
    allowed = _WORDS.get(name)
    if allowed is not None and value and value not in allowed:
        raise InvalidInput(_("Choose from: {words}.").format(words=", ".join(allowed)), field=name)
    if name == "known_on" and value is not None and value < figures.EARLIEST_EVENT:
        raise InvalidInput(
            _("Give a day from {day}.").format(day=figures.EARLIEST_EVENT),
            field=name,
        )
    return value or (None if name == "known_on" else "")


def _compute(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        found = figures.flop("compute_flop", value)
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error
    return found.to_integral_value()


def _grounds(given: Mapping[str, str]) -> dict[str, str]:
    said = {name: text.prose(value, field="grounds") for name, value in given.items()}
    named = [name for name, value in said.items() if value]
    try:
        notifications.check_grounds(named)
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error
    return {name: said[name] for name in named}
