"""What bodies about webhooks hold."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from obligations.webhooks.kinds import KINDS
from obligations.webhooks.models import Delivery, Endpoint, Format, State
from obligations.webhooks.queries import endpoints as queries
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Text


class SettingsIn(Body):
    """Where events are sent, in which form, and which kinds; no kinds are all of them."""

    label = Name(max_length=100)  # type: ignore[assignment] # a name of ours
    url = Text(max_length=2000, help_text="Begins with https:// and is on the public internet.")
    format = serializers.ChoiceField(choices=Format.choices, default=Format.STANDARD.value)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=list(KINDS)), required=False, max_length=len(KINDS)
    )


class WebhookIn(SettingsIn):
    """A new webhook of a provider."""

    provider = serializers.UUIDField()


class PauseIn(Body):
    """Why nothing is sent for a while."""

    because = serializers.CharField(required=False, allow_blank=True, max_length=500)


class WebhookOut(serializers.Serializer[Any]):
    """One webhook; of the address of a chat only the host is shown, as it opens the chat."""

    id = serializers.UUIDField()
    provider = serializers.UUIDField(source="provider_id")
    label = serializers.CharField()  # type: ignore[assignment] # a name of ours
    address = serializers.CharField()
    format = serializers.ChoiceField(choices=Format.choices)
    kinds = serializers.ListField(child=serializers.CharField())
    standing = serializers.SerializerMethodField()
    paused_because = serializers.CharField()
    previous_secret_until = Instant(source="previous_until", allow_null=True)
    created_at = Instant()
    created_by = serializers.CharField(source="created_by_name")

    def get_standing(self, endpoint: Endpoint) -> str:
        """Say how it fares: active, failing or paused."""
        return queries.standing(endpoint)


class IssuedWebhookOut(WebhookOut):
    """A webhook with its new secret, which cannot be read again."""

    secret = serializers.CharField()


class AttemptOut(serializers.Serializer[Any]):
    """One try; ``status`` is null where there was no answer."""

    begun_at = Instant()
    milliseconds = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    excerpt = serializers.CharField(help_text="How the answer began.")
    error = serializers.CharField()


class DeliveryOut(serializers.Serializer[Any]):
    """One event for one webhook."""

    id = serializers.UUIDField()
    webhook = serializers.UUIDField(source="endpoint_id")
    message_id = serializers.CharField(help_text="The header webhook-id, the same on every try.")
    kind = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    queued_at = Instant()
    next_try_at = Instant()
    ended_at = Instant(allow_null=True)


class DeliveryWholeOut(DeliveryOut):
    """One event with what was sent and every try, the latest first."""

    body = serializers.CharField()
    attempts = serializers.SerializerMethodField()

    @extend_schema_field(AttemptOut(many=True))
    def get_attempts(self, delivery: Delivery) -> Any:
        """List every try, the latest first."""
        return AttemptOut(delivery.attempts.order_by("-begun_at", "-pk"), many=True).data
