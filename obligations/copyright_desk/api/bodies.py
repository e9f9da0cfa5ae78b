"""Bodies that several routes of the desk share, and how they name providers and models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rest_framework import serializers

from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Prose
from providers.rest.views import Resource


class WithdrawalIn(Body):
    """Why something is public no more; readers of the feed are told."""

    because = Prose(allow_blank=False)


class DeskPublicationOut(serializers.Serializer[Any]):
    """That something became public, or was taken back; ``told`` is what the feed says."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    is_withdrawal = serializers.BooleanField()
    told = serializers.CharField()
    published_at = Instant()


class NamedModelOut(serializers.Serializer[Any]):
    """A model as it was named then."""

    id = serializers.UUIDField()
    name = serializers.CharField()


def provider_named(view: Resource, pk: UUID) -> Provider:
    """Find one of one's own providers, or answer that there is none."""
    mine = Provider.objects.visible_to(view.actor).filter(pk__in=view.actor.provider_ids)
    found: Provider = view.found(mine, pk=pk)
    return found


def models_named(view: Resource, provider: Provider, ids: Iterable[UUID]) -> list[AIModel]:
    """Find models of a provider; raise InvalidInput where one is not its own."""
    wanted = {*ids}
    rows = AIModel.objects.visible_to(view.actor).filter(provider=provider, pk__in=wanted)
    found = list(rows.order_by("name", "pk"))
    if len(found) < len(wanted):
        raise InvalidInput("Name models of this provider.", field="models")
    return found
