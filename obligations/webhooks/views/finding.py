"""Finding webhooks and deliveries of one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from obligations.webhooks.models import Delivery, Endpoint
from obligations.webhooks.queries import endpoints as queries
from providers.middleware import ActorRequest
from providers.models import Provider


def provider(request: ActorRequest) -> Provider:
    """Give the provider the person works for."""
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def endpoint(request: ActorRequest, webhook_id: UUID) -> Endpoint:
    """Find a webhook of one's own providers, or answer that there is none."""
    found: Endpoint = get_object_or_404(queries.own(request.actor), pk=webhook_id)
    return found


def delivery(request: ActorRequest, delivery_id: UUID) -> Delivery:
    """Find a delivery of one's own providers, or answer that there is none."""
    rows: Any = queries.deliveries(request.actor)
    found: Delivery = get_object_or_404(rows, pk=delivery_id)
    return found
