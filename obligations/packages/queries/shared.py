"""Packages as a provider shared them with the AI Office."""

from __future__ import annotations

from django.urls import reverse

from obligations.packages.models import Package
from obligations.packages.queries import packages
from obligations.queries.shared import Kind, Thing, register


def _package(row: Package) -> Thing:
    about = f"Package {row.number} · {row.ai_model or 'the provider itself'}"
    return Thing(row.title, about, reverse("package", args=[row.pk]))


def ready() -> None:
    """Add the kind of this room."""
    kind = Kind("Packages", "upload", 50, packages.shared, "shared_at", _package, "office-packages")
    register(kind)
