"""Rows of webhooks: where events are sent, the events, and every try to deliver them."""

from obligations.webhooks.models.deliveries import Attempt, Delivery, State
from obligations.webhooks.models.endpoints import Endpoint, Format

__all__ = ["Attempt", "Delivery", "Endpoint", "Format", "State"]
