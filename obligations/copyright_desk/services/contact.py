"""Designate the contact point for rightsholders (Measure 1.5(1)); earlier ones stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import ContactPoint
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.services.claims import address
from obligations.services import contents
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """How rightsholders reach the provider.

    ``target_days`` and ``keep_years`` are the provider's own: the Code sets neither.
    """

    name: str
    email: str
    web_page: str = ""
    note: str = ""
    takes_complaints_here: bool = True
    target_days: int | None = None
    keep_years: int = 5


def designate(
    *, provider: Provider, designation: Designation, by: Actor, now: datetime
) -> ContactPoint:
    """Designate the contact point and make it public; it holds until the next one.

    Raises InvalidInput naming every field at fault.
    """
    check_write(by, provider)
    row = ContactPoint(
        provider=provider,
        designated_at=now,
        designated_by_id=by.user_id,
        designated_by_name=by.name,
        takes_complaints_here=designation.takes_complaints_here,
        **_clean(designation),
    )
    with audit.change(action="contact-point.designated", about=row, by=by, at=now) as event:
        rows = ContactPoint.objects.filter(provider=provider)
        row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        row.save(force_insert=True)
        event.detail = {"number": row.number, "email": row.email}
    return row


def _clean(given: Designation) -> dict[str, Any]:
    readers: dict[str, Callable[[], Any]] = {
        "name": lambda: texts.name(given.name, field="name"),
        "email": lambda: address(given.email),
        "web_page": lambda: contents.of_url(given.web_page).url if given.web_page.strip() else "",
        "note": lambda: texts.prose(given.note, field="note"),
        "target_days": lambda: _within(given.target_days, 1, 365),
        "keep_years": lambda: _within(given.keep_years, 1, 30),
    }
    problems, found = [], {}
    for field, read in readers.items():
        try:
            found[field] = read()
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))
    if problems:
        raise InvalidInput.of_all(problems)
    return found


def _within(value: int | None, low: int, high: int) -> int | None:
    if value is not None and not low <= value <= high:
        raise InvalidInput(
            _("Give a whole number from {low} to {high}.").format(low=low, high=high)
        )
    return value
