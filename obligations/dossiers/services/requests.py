"""Ask for an export of a model's position."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from obligations.dossiers.models import Export, Format
from obligations.law.deadlines import brussels_day
from providers.actors import Actor, Scope
from providers.errors import InvalidInput
from providers.models import AIModel
from providers.permissions import check_read_provider, check_scope
from providers.services import audit

FIRST_DAY = date(2024, 7, 12)


def request(*, ai_model: AIModel, on: date, written_as: str, by: Actor, now: datetime) -> Export:
    """Ask for the position of a model at the end of a legal day, in one format.

    Members may ask, readers too: they see everything in it anyway. Raises InvalidInput for a day
    before the Act was published or still to come.
    """
    check_read_provider(by, ai_model.provider)
    check_scope(by, Scope.READ)
    if written_as not in Format.values:
        raise InvalidInput(
            _("Choose one of: {values}.").format(values=", ".join(Format.values)), field="format"
        )
    if not FIRST_DAY <= on <= brussels_day(now):
        message = _(
            "Choose a day from {first_day} to today: what is to come is not recorded yet."
        ).format(first_day=FIRST_DAY)
        raise InvalidInput(message, field="on")
    export = Export(
        provider=ai_model.provider,
        ai_model=ai_model,
        on=on,
        format=written_as,
        requested_at=now,
        requested_by_id=by.user_id,
        requested_by_name=by.name,
    )
    detail = {"on": on, "format": written_as, "model": ai_model.name}
    with audit.change(action="export.requested", about=export, by=by, at=now, detail=detail):
        export.save(force_insert=True)
    return export
