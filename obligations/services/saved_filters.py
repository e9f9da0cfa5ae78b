"""Keep filters of the board under a name, and let them go."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext

from obligations.models import SavedFilter
from providers import text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import Provider
from providers.services import audit

MOST = 30
LONGEST_QUERY = 2000
# Where in the list somebody stood is no part of what they looked for.
PASSING = ("page", "columns_page")


def save(
    *, provider: Provider, name: str, page: str, query: str, by: Actor, now: datetime
) -> SavedFilter:
    """Keep the filters of an address under a name; the same name again replaces them.

    Raises InvalidInput for a name that is empty or too long, filters over 2,000 characters, or the
    31st name; NotPermitted for somebody who belongs to another provider.
    """
    if by.user_id is None or by.role_in(provider.pk) is None:
        raise NotPermitted(gettext("Only members of this provider may save filters of its duties."))
    said = text.name(name, field="name", limit=60)
    kept = _without_passing(query)
    detail = {"name": said, "page": page, "query": kept}
    with audit.turn(provider):
        own = SavedFilter.objects.of(by).filter(provider=provider)
        if not own.filter(name=said).exists() and own.count() >= MOST:
            raise InvalidInput(
                gettext("At most {most} views can be saved. Remove one first.").format(most=MOST),
                field="name",
            )
        row, _ = SavedFilter.objects.update_or_create(
            provider=provider,
            user_id=by.user_id,
            name=said,
            defaults={"page": page, "query": kept, "saved_at": now},
        )
        audit.tell(action="filter.saved", about=row, by=by, at=now, detail=detail)
    return row


def remove(*, saved: SavedFilter, by: Actor, now: datetime) -> None:
    """Let a saved view go; raises NotPermitted for anybody but its owner."""
    if saved.user_id != by.user_id:
        raise NotPermitted(gettext("Only who saved a view may remove it."))
    detail = {"name": saved.name, "page": saved.page, "query": saved.query}
    with audit.change(action="filter.removed", about=saved, by=by, at=now, detail=detail):
        saved.delete()


def restore(
    *, provider: Provider, name: str, page: str, query: str, by: Actor, now: datetime
) -> SavedFilter:
    """Keep a view again that was removed. Raises Conflict where its name was given anew."""
    if SavedFilter.objects.of(by).filter(provider=provider, name=name).exists():
        raise Conflict(gettext("Another view has this name now."))
    return save(provider=provider, name=name, page=page, query=query, by=by, now=now)


def _without_passing(query: str) -> str:
    if len(query) > LONGEST_QUERY:
        raise InvalidInput(gettext("These filters are too long to be saved."), field="name")
    asked = QueryDict(query, mutable=True)
    for name in PASSING:
        asked.pop(name, None)
    return asked.urlencode()
