"""National authorities of an incident: named by the provider, and told once (A10)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from obligations.incidents.models import Authority, Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.services import changing
from obligations.law.countries import MEMBER_STATES
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.countries import normalised
from providers.errors import InvalidInput, Problems
from providers.services import audit


def name_authority(
    *,
    incident: Incident,
    name: str,
    member_state: str,
    contact: str = "",
    reference: str = "",
    told_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Authority:
    """Name an authority that is, or shall be, told; no list of recipients exists.

    ``member_state`` is a two-letter code of the Union. Raises InvalidInput naming every field.
    """
    check_write(by, incident.provider)
    fields, problems = {"contact": "", "reference": ""}, Problems()
    for field, value in (("name", name), ("contact", contact), ("reference", reference)):
        with problems.gathered():
            if value or field == "name":
                fields[field] = text.name(value, field=field)
    with problems.gathered():
        code = normalised(member_state) if isinstance(member_state, str) else None
        if code not in MEMBER_STATES:
            raise InvalidInput(_("Name a member state of the Union."), field="member_state")
        fields["member_state"] = str(code)
    with problems.gathered():
        _check_told(incident, told_at, now)
    problems.raise_any()
    row = Authority(
        provider=incident.provider,
        incident=incident,
        told_at=told_at,
        recorded_at=now,
        recorded_by_name=by.name,
        **fields,
    )
    with audit.change(action="incident.authority-named", about=row, by=by, at=now) as event:
        incident.refresh_from_db()
        same = Authority.objects.filter(
            incident=incident, name=fields["name"], member_state=fields["member_state"]
        )
        if same.exists():
            raise NotAllowedNow(_("This authority is named already."), field="name")
        row.save(force_insert=True)
        changing.write(incident, by=by, now=now)
        event.detail = {"incident": incident.pk, "told_at": told_at}
    return row


def tell(
    *, authority: Authority, told_at: datetime, reference: str = "", by: Actor, now: datetime
) -> Authority:
    """Record when an authority was told; that stays."""
    incident = authority.incident
    check_write(by, incident.provider)
    said = text.name(reference, field="reference") if reference else authority.reference
    _check_told(incident, told_at, now)
    with audit.change(action="incident.authority-told", about=authority, by=by, at=now) as event:
        incident.refresh_from_db()
        mine = Authority.objects.filter(pk=authority.pk, told_at=None)
        if not mine.update(told_at=told_at, reference=said):
            raise NotAllowedNow(_("It was told already."))
        changing.write(incident, by=by, now=now)
        event.detail = {"told_at": told_at}
    authority.refresh_from_db()
    return authority


def _check_told(incident: Incident, told_at: datetime | None, now: datetime) -> None:
    if told_at is None:
        return
    if not isinstance(told_at, datetime) or told_at.tzinfo is None:
        raise InvalidInput(_("Give a day and a time with its zone."), field="told_at")
    if told_at > now:
        raise InvalidInput(_("This instant has not come yet."), field="told_at")
    if incident.occurred_at and told_at < incident.occurred_at:
        raise InvalidInput(_("Nobody is told before it happened."), field="told_at")
