"""Rows of incidents as the law reads them, and on what their clocks rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from obligations.catalogue.loader import catalogue
from obligations.incidents.models import Classification, Incident, IncidentReport
from obligations.law import bundling, classification, incident_clocks, incidents
from obligations.law.case import Case
from obligations.law.facts import ModelFacts
from obligations.law.incident_clocks import IncidentClock
from obligations.law.incidents import Basis, Classified, IncidentClass, Record, Stage, Submitted
from obligations.law.terms import Answer, Chapter, Due, Retention, Truth
from obligations.law.wording import long_date
from obligations.queries import facts
from providers.models import AIModel


def record(incident: Incident) -> Record:
    """Gather what the law may know of an incident, in two queries; four where it is bundled."""
    head = incident.bundled_into
    return _record(incident, _record(head, None) if head else None)


def _record(incident: Incident, head: Record | None) -> Record:
    classes = Classification.objects.filter(incident=incident).order_by("added_at", "pk")
    sent = IncidentReport.objects.filter(incident=incident, submitted_at__isnull=False)
    return Record(
        aware_at=incident.aware_at,
        occurred_at=incident.occurred_at,
        first_report_received_at=incident.first_report_received_at,
        classified_at=incident.classified_at,
        resolved_at=incident.resolved_at,
        classes=tuple(_classified(row) for row in classes),
        reports=tuple(_submitted(row) for row in sent.order_by("submitted_at", "number")),
        bundled_into=head,
        is_near_miss=incident.is_near_miss,
        is_serious=incident.dismissed_at is None,
    )


def _classified(row: Classification) -> Classified:
    return Classified(
        incident_class=IncidentClass(row.incident_class),
        added_at=row.added_at,
        removed_at=row.removed_at,
    )


def _submitted(row: IncidentReport) -> Submitted:
    if row.submitted_at is None:
        raise ValueError("A draft did not go out.")
    return Submitted(
        stage=Stage(row.stage),
        submitted_at=row.submitted_at,
        classes=tuple(IncidentClass(name) for name in row.particulars["classes"]),
    )


def clocks(found: Record) -> tuple[IncidentClock, ...]:
    """Count the clocks of an incident by the catalogue."""
    return incident_clocks.clocks(found, catalogue().clocks, catalogue().working_days())


def initial_due(found: Record) -> Due | None:
    """Give the last day of the first report."""
    return incident_clocks.initial_due(found, catalogue().clocks, catalogue().working_days())


def by_class(found: Record) -> dict[IncidentClass, Due | None]:
    """Give the day that each class alone would set."""
    return incident_clocks.by_class(found, catalogue().clocks, catalogue().working_days())


def basis(incident: Incident, *, on: date) -> Basis:
    """Say on what the clocks of an incident rest on a day, by the facts recorded."""
    models = list(AIModel.objects.filter(involvements__incident=incident).order_by("pk"))
    owner = ModelFacts(provider=facts.of_provider(incident.provider, on=on))
    known = facts.of_many(models, on=on)
    return incidents.basis(_signed(owner, on), _systemic(known.values(), on))


def remains(incident: Incident, head: Incident, *, on: date) -> Answer:
    """Say whether an incident is still rightly told in the reports of the first one, on a day."""
    mine, first = record(incident), record(head)
    due, first_due = initial_due(mine), initial_due(first)
    if due is None or first_due is None:
        raise ValueError("Nothing is bundled of which nobody is aware.")
    return bundling.remains(
        mine,
        first,
        due,
        first_due,
        is_voluntary=basis(incident, on=on).is_voluntary,
        head_is_voluntary=basis(head, on=on).is_voluntary,
        is_told=_is_told(incident, head),
    )


def _is_told(incident: Incident, head: Incident) -> bool:
    """Say whether a submitted report of the first one tells it; reports keep names as frozen."""
    sent = IncidentReport.objects.filter(incident=head, submitted_at__isnull=False)
    told = sent.values_list("particulars__told_with", flat=True)
    return any(line.startswith(f"{incident.name}: ") for lines in told for line in lines or ())


def retention_on(on: date) -> Retention:
    """Give the period for which incident documentation is kept (Measure 9.4)."""
    entry = next(one for one in catalogue().as_of(on) if one.key == "cop-ss-9.4")
    if entry.retention is None:
        raise LookupError("Measure 9.4 states a period.")
    return entry.retention


def _signed(owner: ModelFacts, on: date) -> Answer:
    signed = Case.of(owner, on, catalogue().working_days()).signed(Chapter.SAFETY_SECURITY)
    if signed.answer and signed.since is not None and signed.since > on:
        because = f"The Safety and Security chapter is signed only on {long_date(signed.since)}."
        return replace(signed, answer=False, because=because)
    return signed


def _systemic(known: Iterable[ModelFacts], on: date) -> Truth:
    """One model with systemic risk is enough; without a model, or with an unknown one, unknown."""
    answers = [classification.systemic_risk(one, on).answer for one in known]
    if True in answers:
        return True
    return False if answers and None not in answers else None
