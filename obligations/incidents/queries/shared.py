"""Incident reports as a provider shared them with the AI Office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.incidents.models import IncidentReport
from obligations.incidents.queries import office
from obligations.phrasebook.shown import phrase
from obligations.queries.shared import Kind, Thing, register


def _report(row: IncidentReport) -> Thing:
    about = ", ".join([row.label, *map(phrase, office.classes(row))])
    path = reverse("office-incident-report", args=[row.pk])
    return Thing(row.particulars["title"], about, path)


def ready() -> None:
    """Add the kind of this room."""
    register(
        Kind(
            _("Incident reports"),
            "incident",
            20,
            office.submitted,
            "submitted_at",
            _report,
            "office-incident-reports",
            "incident-reports",
            ("particulars__title", "reference", "provider__name"),
        )
    )
