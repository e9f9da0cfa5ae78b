"""Incidents and near misses: opened, described, and made of one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.incidents.models import Classification, Incident, Involvement
from obligations.incidents.permissions import check_write
from obligations.incidents.services import announcements, changing, keeping, loop
from obligations.law.high_risk_systems import HighRisk
from obligations.law.incidents import IncidentClass
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.models import AIModel, Provider
from providers.services import audit

DESCRIPTION_LIMIT = 20_000


def open_incident(
    *,
    provider: Provider,
    title: str,
    classes: Iterable[str] = (),
    models: Sequence[AIModel] = (),
    is_near_miss: bool = False,
    by: Actor,
    now: datetime,
    **given: Any,
) -> Incident:
    """Record an incident or a near miss; an incident's clocks run from the same transaction.

    ``given`` are fields of Incident: the instants, ``aware_by``, ``aware_because``,
    ``description``, ``high_risk``. An incident needs ``aware_at`` and ``aware_by``; suspicion is
    enough. Raises InvalidInput naming every field at fault.
    """
    check_write(by, provider)
    fields = _checked({"title": title} | given, is_near_miss=is_near_miss, now=now)
    named = _classes(classes, is_near_miss=is_near_miss)
    _check_models(models, provider)
    kept = keeping.keeping(fields.get("occurred_at"), fields.get("aware_at"), now)
    incident = Incident(
        provider=provider,
        is_near_miss=is_near_miss,
        keep_until=kept.until,
        keep_because=kept.because,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        changed_at=now,
        **fields,
    )
    if named and incident.classified_at is None:
        incident.classified_at = now
    with audit.change(action="incident.opened", about=incident, by=by, at=now) as event:
        latest = Incident.objects.filter(provider=provider).order_by("-number").first()
        incident.number = latest.number + 1 if latest else 1
        incident.save(force_insert=True)
        Classification.objects.bulk_create(
            Classification(
                provider=provider,
                incident=incident,
                incident_class=one,
                added_at=now,
                added_by_name=by.name,
            )
            for one in named
        )
        _involve(incident, models)
        announcements.opened(incident, now)
        loop.hold(incident, by=by, now=now)
        event.detail = {
            "near_miss": is_near_miss,
            "aware_at": incident.aware_at,
            "classes": named,
            "models": [model.pk for model in models],
        }
    return incident


def edit(
    *,
    incident: Incident,
    models: Sequence[AIModel] | None = None,
    revision: int,
    by: Actor,
    now: datetime,
    **given: Any,
) -> Incident:
    """Correct or complete what is recorded; the clocks follow the instants.

    A later awareness lengthens the first clock, so it needs its ground in ``aware_because``.
    Raises Conflict if somebody wrote since ``revision``; NotAllowedNow once the record is closed.
    """
    check_write(by, incident.provider)
    if models is not None:
        _check_models(models, incident.provider)
    with audit.change(action="incident.edited", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        if incident.closed_at or incident.dismissed_at:
            raise NotAllowedNow(_("The record is closed; what is in it stays as it is."))
        fields = _checked(_present(incident) | given, is_near_miss=incident.is_near_miss, now=now)
        changed = {name: value for name, value in fields.items() if name in given}
        _check_awareness(incident, fields)
        event.detail = {
            name: {"from": getattr(incident, name), "to": value}
            for name, value in changed.items()
            if getattr(incident, name) != value
        }
        if models is not None:
            Involvement.objects.filter(incident=incident).exclude(ai_model__in=models).delete()
            _involve(incident, models)
            event.detail["models"] = [model.pk for model in models]
        changing.write(incident, by=by, now=now, revision=revision, **changed)
    return incident


def escalate(
    *, incident: Incident, aware_at: datetime, aware_by: str, by: Actor, now: datetime
) -> Incident:
    """Make an incident of a near miss, from the awareness that it became one; its clocks run."""
    check_write(by, incident.provider)
    with audit.change(action="incident.escalated", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        if not incident.is_near_miss:
            raise NotAllowedNow(_("It is recorded as an incident already."))
        given = {"aware_at": aware_at, "aware_by": aware_by}
        fields = _checked(_present(incident) | given, is_near_miss=False, now=now)
        told = {"aware_at": fields["aware_at"], "aware_by": fields["aware_by"]}
        changing.write(incident, by=by, now=now, is_near_miss=False, **told)
        announcements.opened(incident, now)
        event.detail = told
    return incident


def _present(incident: Incident) -> dict[str, Any]:
    names = ("title", "description", "aware_by", "aware_because", "high_risk", *changing.INSTANTS)
    return {name: getattr(incident, name) for name in names}


def _checked(given: dict[str, Any], *, is_near_miss: bool, now: datetime) -> dict[str, Any]:
    """Bring what people typed into one spelling; every mistake is named at once."""
    fields, problems = dict(given), Problems()
    with problems.gathered():
        fields["title"] = text.name(given["title"], field="title")
    for name, limit in (("description", DESCRIPTION_LIMIT), ("aware_because", text.PROSE_LIMIT)):
        with problems.gathered():
            fields[name] = text.prose(given.get(name) or "", field=name, limit=limit)
    with problems.gathered():
        by_whom = given.get("aware_by") or ""
        fields["aware_by"] = text.name(by_whom, field="aware_by") if by_whom else ""
    with problems.gathered():
        changing.check_instants(given, now=now)
    with problems.gathered():
        if given.get("high_risk", HighRisk.UNKNOWN) not in list(HighRisk):
            raise InvalidInput(
                _("Write one of: {words}.").format(words=", ".join(HighRisk)),
                field="high_risk",
            )
    for name, message in (
        ("aware_at", _("Say when the provider became aware. A suspicion is enough.")),
        ("aware_by", _("Say who became aware.")),
    ):
        with problems.gathered():
            if not is_near_miss and not given.get(name):
                raise InvalidInput(message, field=name)
    problems.raise_any()
    return fields


def _check_awareness(incident: Incident, fields: dict[str, Any]) -> None:
    before, after = incident.aware_at, fields["aware_at"]
    if before is None or after is None or after == before:
        return
    first = incident.reports.filter(submitted_at__isnull=False).order_by("submitted_at").first()
    if first is not None and after > first.submitted_at:
        raise InvalidInput(_("A report was submitted before that."), field="aware_at")
    if after > before and not fields["aware_because"]:
        message = _("A later awareness lengthens the first clock. Say on what ground.")
        raise InvalidInput(message, field="aware_because")


def _classes(names: Iterable[str], *, is_near_miss: bool) -> list[IncidentClass]:
    wanted = list(dict.fromkeys(names))
    if any(name not in list(IncidentClass) for name in wanted):
        raise InvalidInput(
            _("Write one of: {classes}.").format(classes=", ".join(IncidentClass)),
            field="classes",
        )
    if wanted and is_near_miss:
        raise InvalidInput(_("A near miss led to nothing, so it has no class."), field="classes")
    return [IncidentClass(name) for name in wanted]


def _check_models(models: Sequence[AIModel], provider: Provider) -> None:
    if any(model.provider_id != provider.pk for model in models):
        raise InvalidInput(_("Name models of the same provider."), field="models")


def _involve(incident: Incident, models: Sequence[AIModel]) -> None:
    Involvement.objects.bulk_create(
        [
            Involvement(provider=incident.provider, incident=incident, ai_model=model)
            for model in models
        ],
        ignore_conflicts=True,
    )
