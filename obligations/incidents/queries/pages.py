"""Everything the page of one incident shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from obligations.catalogue.loader import catalogue
from obligations.incidents.models import Authority, Classification, Incident, IncidentReport
from obligations.incidents.queries import lists, records, watch
from obligations.incidents.words import MENTIONED
from obligations.law import high_risk_systems, incident_reports
from obligations.law.deadlines import brussels_day
from obligations.law.high_risk_systems import HighRisk, SecondReport
from obligations.law.incidents import Basis, IncidentClass, Record, Stage
from obligations.law.terms import Due
from obligations.queries import clocks
from obligations.queries.clocks import Running
from providers.actors import Actor

HOURS_SHOWN = 72
ALWAYS = ("A1", "A2", "A7", "A8", "A10")
INSTANTS = (
    ("occurred_at", _("Began")),
    ("ended_at", _("Ended")),
    ("first_report_received_at", _("First report received")),
    ("aware_at", _("Aware of the model's involvement")),
    ("classified_at", _("Classified")),
    ("resolved_at", _("Resolved")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One instant of an incident; None while it is not recorded."""

    label: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One incident with all that hangs on it."""

    incident: Incident
    record: Record
    basis: Basis
    clocks: Sequence[Running]
    classes: Sequence[tuple[Classification, Due | None]]
    authorities: Sequence[Authority]
    reports: Sequence[IncidentReport]
    bundled: Sequence[Incident]
    next_stage: Stage | None
    second_report: SecondReport | None
    age_in_hours: int | None
    is_without_clock: bool

    @property
    def age(self) -> str:
        """How long the provider has been aware, in hours for three days and then in days."""
        hours = self.age_in_hours
        if hours is None or self.incident.closed_at:
            return ""
        if hours == 0:
            return gettext("less than an hour")
        if hours < HOURS_SHOWN:
            return ngettext("{number} hour", "{number} hours", hours).format(number=hours)
        days = hours // 24
        return ngettext("{number} day", "{number} days", days).format(number=days)

    @property
    def next_report(self) -> str:
        """What the next report is called within a sentence; empty where none follows."""
        return str(MENTIONED[self.next_stage]) if self.next_stage else ""

    @property
    def draft(self) -> IncidentReport | None:
        """The report that is being written."""
        return next((one for one in self.reports if one.submitted_at is None), None)

    @property
    def running(self) -> list[Running]:
        """Clocks that are open."""
        return [one for one in self.clocks if not _is_done(one)]

    @property
    def past_clocks(self) -> list[Running]:
        """Clocks that were met or cancelled."""
        return [one for one in self.clocks if _is_done(one)]

    @property
    def steps(self) -> list[Step]:
        """The instants, known ones in their order, unknown ones last."""
        found = [Step(str(label), getattr(self.incident, name)) for name, label in INSTANTS]
        known = sorted((one for one in found if one.at), key=lambda one: str(one.at))
        return [*known, *(one for one in found if one.at is None)]

    @property
    def doubts(self) -> tuple[str, ...]:
        """The open questions that this incident meets."""
        found = dict.fromkeys(ALWAYS)
        if len(self.record.classes_now) > 1:
            found["A9"] = None
        if self.record.reports:
            found["A33"] = None
        if self.bundled or self.incident.bundled_into_id:
            found["A32"] = None
        found |= dict.fromkeys(self.basis.answer.doubts)
        if self.second_report is not None:
            found |= dict.fromkeys(high_risk_systems.DOUBTS)
        return tuple(sorted(found, key=lambda name: int(name[1:])))

    @property
    def missing(self) -> list[str]:
        """What is not recorded yet, in words; nothing of it stops a clock."""
        one = self.incident
        of_class = gettext("A class")
        of_authorities = gettext("Which national authorities are told, if any")
        found = {
            gettext("When it began"): one.occurred_at,
            gettext("When the first report was received"): one.first_report_received_at,
            gettext("A description of what happened"): one.description,
            gettext("On what ground involvement is known or suspected"): one.aware_because,
            gettext("A model involved"): one.models_involved,  # type: ignore[attr-defined] # prefetched
            of_class: self.record.classes_now,
            gettext("Whether a high-risk system of your own is concerned"): one.high_risk
            != "unknown",
            of_authorities: self.authorities,
        }
        skipped = {of_class, of_authorities}
        return [
            name
            for name, value in found.items()
            if not value and not (one.is_near_miss and name in skipped)
        ]


def _is_done(one: Running) -> bool:
    return bool(one.deadline.met_at or one.deadline.cancelled_at)


def standing(incident_id: UUID, actor: Actor, *, now: datetime) -> Standing | None:
    """Gather one incident of one's own, in a constant number of queries; None for others'."""
    incident = lists.visible(actor).filter(pk=incident_id).first()
    if incident is None:
        return None
    found, today = records.record(incident), brussels_day(now)
    days = records.by_class(found)
    classes = Classification.objects.filter(incident=incident).order_by("added_at", "pk")
    reports = IncidentReport.objects.filter(incident=incident).order_by("-number")
    aware_on = brussels_day(incident.aware_at) if incident.aware_at else None
    return Standing(
        incident=incident,
        record=found,
        basis=records.basis(incident, on=today),
        clocks=clocks.of_matter(watch.MATTER, incident.pk, actor, now=now),
        classes=[(row, days[IncidentClass(row.incident_class)]) for row in classes],
        authorities=list(
            Authority.objects.filter(incident=incident).order_by("member_state", "name")
        ),
        reports=list(reports.select_related("pdf", "docx", "json")),
        bundled=list(incident.bundled.order_by("number")),
        next_stage=incident_reports.next_stage(found) if found.is_unresolved else None,
        second_report=None
        if aware_on is None
        else high_risk_systems.second_report(
            HighRisk(incident.high_risk), found.classes_now, aware_on, catalogue().working_days()
        ),
        age_in_hours=None
        if incident.aware_at is None
        else int((now - incident.aware_at).total_seconds() // 3600),
        is_without_clock=watch.is_without_clock(incident),
    )
