"""Deliveries: one event for one endpoint, and every try to hand it over."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.webhooks.models.endpoints import Endpoint
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class State(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given-up", _("Given up")


class DeliveryQuerySet(TenantQuerySet):
    def due(self, now: datetime) -> Self:
        """Keep what waits, whose next try has come, and which no worker holds."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        there = Q(endpoint__paused_at=None, endpoint__removed_at=None)
        return self.filter(free, there, state=State.WAITING, next_try_at__lte=now)


class Delivery(models.Model):
    """One event for one endpoint; ``key`` says what it is about, so that it is queued once.

    ``body`` is written when the event happens and sent as it stands on every try, under the same
    ``message_id``. A worker claims a delivery until ``claimed_until``; one that dies leaves the
    claim to run out. ``tries`` counts since it was last queued, ``attempts`` are all there were.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    message_id = models.CharField(max_length=64)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "key"], name="an_endpoint_is_told_a_thing_once"
            ),
            models.UniqueConstraint(
                fields=["message_id"], name="a_delivery_has_its_own_message_id"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | ~Q(state="waiting") & Q(ended_at__isnull=False),
                name="a_delivery_that_waits_has_not_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="webhooks_to_send"
            ),
            models.Index(fields=["endpoint", "-queued_at", "-id"], name="webhooks_of_an_endpoint"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Attempt(models.Model):
    """One try: when, how long, what the other side answered or why there was no answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    begun_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    excerpt = models.TextField(blank=True)
    error = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["delivery", "begun_at", "id"], name="tries_of_a_webhook")]

    def __str__(self) -> str:
        return f"{self.status or 'no answer'} after {self.milliseconds} ms"
