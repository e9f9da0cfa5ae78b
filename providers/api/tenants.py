"""For which provider a request speaks."""

from __future__ import annotations

from uuid import UUID

from providers.actors import Actor
from providers.errors import InvalidInput, NotPermitted
from providers.models import Provider


def provider_of(actor: Actor, provider_id: UUID | None) -> Provider:
    """Find the provider a body names; without a name, the only one the actor is a member of.

    Another provider's id is refused in the same words as one that does not exist.
    """
    mine = Provider.objects.visible_to(actor).filter(pk__in=actor.provider_ids)
    if provider_id is not None:
        found = mine.filter(pk=provider_id).first()
        if found is None:
            raise InvalidInput("There is no such provider among yours.", field="provider")
        return found
    if not actor.provider_ids:
        raise NotPermitted("Only members of a provider may do this.")
    if len(actor.provider_ids) != 1:
        raise InvalidInput(
            f"You are a member of {len(actor.provider_ids)} providers: name one by its id.",
            field="provider",
        )
    return mine.get()
