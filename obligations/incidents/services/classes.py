"""Classes of an incident: added and removed; the first report's clock follows the shortest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from obligations.incidents.models import Classification, Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import records
from obligations.incidents.services import announcements, changing
from obligations.law.incidents import NAMES, IncidentClass
from obligations.law.terms import Due
from obligations.law.wording import weekday_date
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit


@dataclass(frozen=True, slots=True)
class Reclassified:
    """A change of class; ``warning`` tells of a first report whose last day moved later."""

    classification: Classification
    warning: str = ""


def add(*, incident: Incident, incident_class: str, by: Actor, now: datetime) -> Reclassified:
    """Add a class. The clock still counts from awareness, so the day may have passed already.

    After the first report is out a class goes into the next one. Raises NotAllowedNow for a class
    it has, and for a record that is closed.
    """
    check_write(by, incident.provider)
    if incident_class not in list(IncidentClass):
        message = _("Write one of: {classes}.").format(classes=", ".join(IncidentClass))
        raise InvalidInput(message, field="incident_class")
    row = Classification(
        provider=incident.provider,
        incident=incident,
        incident_class=IncidentClass(incident_class),
        added_at=now,
        added_by_name=by.name,
    )
    with audit.change(action="incident.class-added", about=row, by=by, at=now) as event:
        incident.refresh_from_db()
        changing.check_in_the_loop(incident)
        standing = Classification.objects.filter(incident=incident, removed_at=None)
        if standing.filter(incident_class=incident_class).exists():
            raise NotAllowedNow(_("It is of this class already."), field="incident_class")
        before = _first_day(incident)
        row.save(force_insert=True)
        changing.write(incident, by=by, now=now, classified_at=now)
        changed = Reclassified(row, _warning(before, _first_day(incident)))
        _tell(changed, incident, now)
        event.detail = {"incident": incident.pk, "class": incident_class} | _said(changed)
    return changed


def remove(
    *, classification: Classification, because: str, by: Actor, now: datetime
) -> Reclassified:
    """Remove a class with a reason; its deadline is cancelled and stays on record.

    That may lengthen the clock of a first report that is not out, which the answer warns of.
    """
    incident = classification.incident
    check_write(by, incident.provider)
    reason = contents.reason(because, field="because")
    with audit.change(
        action="incident.class-removed", about=classification, by=by, at=now
    ) as event:
        incident.refresh_from_db()
        changing.check_in_the_loop(incident)
        before = _first_day(incident)
        mine = Classification.objects.filter(pk=classification.pk, removed_at=None)
        if not mine.update(removed_at=now, removed_because=reason, removed_by_name=by.name):
            raise NotAllowedNow(_("It was removed already."))
        classification.refresh_from_db()
        changing.write(incident, by=by, now=now, classified_at=now)
        changed = Reclassified(classification, _warning(before, _first_day(incident)))
        _tell(changed, incident, now)
        event.detail = {"incident": incident.pk, "because": reason} | _said(changed)
    return changed


def _first_day(incident: Incident) -> Due | None:
    return records.initial_due(records.record(incident))


def _warning(before: Due | None, after: Due | None) -> str:
    if before is None or after is None or after.strict <= before.strict:
        return ""
    return (
        f"The last day of the first report moved from {weekday_date(before.strict)} to "
        f"{weekday_date(after.strict)}. The earlier deadline stays on record as cancelled."
    )


def _said(changed: Reclassified) -> dict[str, str]:
    return {"warning": changed.warning} if changed.warning else {}


def _tell(changed: Reclassified, incident: Incident, now: datetime) -> None:
    row = changed.classification
    name = NAMES[IncidentClass(row.incident_class)]
    what = "is no longer classified as" if row.removed_at else "is classified as"
    announcements.tell(
        incident,
        what="classified",
        key=f"class:{row.pk}:{'removed' if row.removed_at else 'added'}",
        title=f"Classified anew: {incident}",
        text=f"It {what} {name}. {changed.warning}".strip(),
        now=now,
    )
