"""What a new draft takes over: the report before it, or what the record knows already."""

from __future__ import annotations

from datetime import datetime

from obligations.incidents.models import Incident, IncidentReport, Involvement
from obligations.law.deadlines import BRUSSELS
from obligations.law.incident_reports import KEYS, NOT_YET
from obligations.law.wording import listed, long_date
from providers.actors import Actor
from providers.models import User

EMPTY = {"text": "", "missing_because": "", "redacted": ""}


def answers(
    incident: Incident, before: IncidentReport | None, by: Actor
) -> dict[str, dict[str, str]]:
    """Begin from the last report; an earlier "not required yet" is not carried on."""
    if before is None:
        return {key: EMPTY | {"text": _known(incident, by).get(key, "")} for key in KEYS}
    found = {key: EMPTY | before.answers.get(key, {}) for key in KEYS}
    for answer in found.values():
        if answer["missing_because"] == NOT_YET:
            answer["missing_because"] = ""
    return found


def _known(incident: Incident, by: Actor) -> dict[str, str]:
    person = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    rows = Involvement.objects.filter(incident=incident).order_by("ai_model__name")
    return {
        "dates": _span(incident),
        "events": incident.description,
        "model": listed(rows.values_list("ai_model__name", flat=True)),
        "evidence": incident.aware_because,
        "submitter-organisation": incident.provider.name[:200],
        "submitter-name": by.name if by.user_id else "",
        "submitter-email": person.email if person else "",
    }


def _span(incident: Incident) -> str:
    parts = [
        f"{word} {_instant(value)}"
        for word, value in (("Began", incident.occurred_at), ("Ended", incident.ended_at))
        if value
    ]
    return "; ".join(parts)


def _instant(value: datetime) -> str:
    local = value.astimezone(BRUSSELS)
    return f"{long_date(local.date())}, {local:%H:%M} Brussels time"
