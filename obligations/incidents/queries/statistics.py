"""Submitted incident reports by class, over all providers."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from obligations.incidents.queries import office
from obligations.incidents.words import CLASSES
from obligations.phrasebook.shown import phrase
from obligations.queries.statistics import Picture, lines, register
from providers.actors import Actor


def _by_class(actor: Actor, _: datetime) -> Picture:
    """Count reports, not incidents: an incident has several, and a report several classes."""
    of_class = {
        f"class_{number}": Count("pk", filter=Q(particulars__classes__contains=[one.value]))
        for number, one in enumerate(CLASSES)
    }
    counted = office.submitted(actor).order_by().aggregate(**of_class)
    page = reverse("office-incident-reports")
    return Picture(
        gettext("Incident reports, by class"),
        gettext("Reports that were submitted; one with two classes counts in both."),
        "warn",
        lines(
            [
                (phrase(title), count, f"{page}?{urlencode({'class_name': one.value})}")
                for (one, title), count in zip(CLASSES.items(), counted.values(), strict=True)
            ]
        ),
    )


def ready() -> None:
    """Add the picture of this room."""
    register(_by_class)
