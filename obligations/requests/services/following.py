"""Clocks of open requests: they follow the facts they rest on, and the calendar."""

from __future__ import annotations

from datetime import datetime

from obligations.requests.models import Asker, Request
from obligations.requests.services import requests
from obligations.services.counting import counted
from providers.models import Provider
from providers.services import audit


def refresh(*, provider: Provider, now: datetime) -> int:
    """Count the open requests of downstream providers anew, within the provider's turn.

    Whether the fourteen days bind rests on a signature. What was answered or taken back stays as
    it was recorded. Returns how many were looked at.
    """
    rows = Request.objects.filter(
        provider=provider, asker=Asker.DOWNSTREAM, answered_on=None, withdrawn_on=None
    )
    found = list(rows.select_related("provider").order_by("number"))
    for request in found:
        requests.follow(request, now=now)
    return len(found)


def refresh_all(*, now: datetime) -> str:
    """Do so for every provider with open requests: the day of a signature can come."""
    waiting = Request.objects.filter(
        asker=Asker.DOWNSTREAM, answered_on=None, withdrawn_on=None
    ).values("provider")
    many = 0
    for provider in Provider.objects.filter(pk__in=waiting).order_by("pk"):
        with audit.turn(provider):
            many += refresh(provider=provider, now=now)
    return f"The clocks of {counted(many, 'open request')} were counted again."
