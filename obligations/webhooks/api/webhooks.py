"""/webhooks/ and /webhook-deliveries/."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.webhooks import tasks
from obligations.webhooks.api.shapes import (
    DeliveryOut,
    DeliveryWholeOut,
    IssuedWebhookOut,
    PauseIn,
    SettingsIn,
    WebhookIn,
    WebhookOut,
)
from obligations.webhooks.models import Delivery, Endpoint, State
from obligations.webhooks.queries import endpoints as queries
from obligations.webhooks.services import endpoints, outbox
from obligations.webhooks.services.endpoints import Settings
from providers.models import Provider
from providers.rest import filters, revisions
from providers.rest.pagination import Key
from providers.rest.views import Resource


def _settings(given: dict[str, Any]) -> Settings:
    return Settings(
        label=given["label"],
        url=given["url"],
        format=given["format"],
        kinds=given.get("kinds") or (),
    )


class Webhooks(Resource):
    """Webhooks of one's own providers."""

    # A secret is shown once and kept nowhere, so an answer with one cannot be given again.
    keeps_answers = False
    queryset = Endpoint.objects.none()
    order = (Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (filters.Ids("provider", "provider_id", "Webhooks of this provider."),)

    def get_queryset(self) -> QuerySet[Endpoint]:
        """Narrow to one's own."""
        return queries.own(self.actor)

    @extend_schema(responses=WebhookOut(many=True))
    def list(self, request: Request) -> Response:
        """List webhooks, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), WebhookOut)

    @extend_schema(request=WebhookIn, responses={201: IssuedWebhookOut})
    def create(self, request: Request) -> Response:
        """Add a webhook; its secret is in this answer alone."""
        given = self.body(WebhookIn)
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        made, secret = endpoints.add(
            provider=self.found(mine, pk=given["provider"]),
            chosen=_settings(given),
            by=self.actor,
            now=timezone.now(),
        )
        body = WebhookOut(made).data | {"secret": secret}
        return revisions.tagged(Response(body, status=201), made)

    @extend_schema(responses=WebhookOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one webhook."""
        return self._answer(self.found())

    @extend_schema(request=SettingsIn, responses=WebhookOut)
    def update(self, request: Request, pk: UUID) -> Response:
        """Change a webhook; send If-Match with the ETag of what was read."""
        found, revision = self.found(), revisions.expected(request)
        endpoints.change(
            endpoint=found,
            chosen=_settings(self.body(SettingsIn)),
            revision=revision,
            by=self.actor,
            now=timezone.now(),
        )
        return self._answer(found)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Remove a webhook."""
        endpoints.remove(endpoint=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)

    @extend_schema(request=None, responses=IssuedWebhookOut)
    def renew(self, request: Request, pk: UUID) -> Response:
        """Renew the secret; send If-Match. The one before signs as well for a day."""
        found, revision = self.found(), revisions.expected(request)
        secret = endpoints.renew_secret(
            endpoint=found, revision=revision, by=self.actor, now=timezone.now()
        )
        return revisions.tagged(Response(WebhookOut(found).data | {"secret": secret}), found)

    @extend_schema(request=PauseIn, responses=WebhookOut)
    def pause(self, request: Request, pk: UUID) -> Response:
        """Hold everything back."""
        found, because = self.found(), self.body(PauseIn).get("because", "")
        endpoints.pause(endpoint=found, because=because, by=self.actor, now=timezone.now())
        return self._answer(self.found())

    @extend_schema(request=None, responses=WebhookOut)
    def resume(self, request: Request, pk: UUID) -> Response:
        """Send again, what waited too."""
        endpoints.resume(endpoint=self.found(), by=self.actor, now=timezone.now())
        transaction.on_commit(tasks.hurry)
        return self._answer(self.found())

    @extend_schema(request=None, responses={201: DeliveryOut})
    def test(self, request: Request, pk: UUID) -> Response:
        """Send a test event."""
        made = outbox.test(endpoint=self.found(), by=self.actor, now=timezone.now())
        transaction.on_commit(tasks.hurry)
        return Response(DeliveryOut(made).data, status=201)

    def _answer(self, found: Endpoint) -> Response:
        return revisions.tagged(Response(WebhookOut(found).data), found)


class Deliveries(Resource):
    """What was sent, is to be sent, or could not be."""

    queryset = Delivery.objects.none()
    order = (Key("queued_at", datetime, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("webhook", "endpoint_id", "Deliveries of this webhook."),
        filters.Choice("state", "state", tuple(State.values), "waiting, delivered or given-up."),
        filters.Keys("kind", "kind", "Events of this kind, such as deadline.flagged."),
    )

    def get_queryset(self) -> QuerySet[Delivery]:
        """Narrow to one's own."""
        return queries.deliveries(self.actor)

    @extend_schema(responses=DeliveryOut(many=True))
    def list(self, request: Request) -> Response:
        """List deliveries, newest first."""
        return self.page(self.filter_queryset(self.get_queryset()), DeliveryOut)

    @extend_schema(responses=DeliveryWholeOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Read one delivery with its body and its tries."""
        return self._answer()

    @extend_schema(request=None, responses=DeliveryWholeOut)
    def redeliver(self, request: Request, pk: UUID) -> Response:
        """Send an event that has ended once more, under the same id."""
        outbox.redeliver(delivery=self.found(), by=self.actor, now=timezone.now())
        transaction.on_commit(tasks.hurry)
        return self._answer()

    def _answer(self) -> Response:
        found = self.found()
        return Response(DeliveryWholeOut(found, context={}).data)
