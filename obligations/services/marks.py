"""Keep what a person has read or put away for themselves.

A trace of one's own use, like a visit: no change to anybody's records, so no event of the trail.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from obligations.models import Mark, MarkName
from providers.actors import Actor
from providers.errors import NotPermitted
from providers.models import Provider


def put(*, name: MarkName, provider: Provider | None, by: Actor, now: datetime) -> None:
    """Make a mark; one that stands already stays. Raises NotPermitted at somebody else's place."""
    person = _own(provider, by)
    mark = Mark(user_id=person, provider=provider, name=name.value, made_at=now)
    Mark.objects.bulk_create([mark], ignore_conflicts=True)


def take_back(*, name: MarkName, provider: Provider | None, by: Actor) -> None:
    """Take a mark back. Raises NotPermitted at somebody else's place."""
    person = _own(provider, by)
    Mark.objects.filter(user=person, provider=provider, name=name.value).delete()


def _own(provider: Provider | None, by: Actor) -> UUID:
    """Give the key of the person, where the place is theirs."""
    is_own = by.is_office if provider is None else by.role_in(provider.pk) is not None
    if by.user_id is None or not is_own:
        raise NotPermitted(_("People mark pages of their own work alone."))
    return by.user_id
