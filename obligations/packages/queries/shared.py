"""Packages as a provider shared them with the AI Office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.packages.models import Package
from obligations.packages.queries import packages
from obligations.queries.shared import Kind, Thing, register


def _package(row: Package) -> Thing:
    model = row.ai_model or _("the provider itself")
    about = _("Package {number} · {model}").format(number=row.number, model=model)
    return Thing(row.title, about, reverse("package", args=[row.pk]))


def ready() -> None:
    """Add the kind of this room."""
    kind = Kind(
        gettext_lazy("Packages"),
        "upload",
        50,
        packages.shared,
        "shared_at",
        _package,
        "office-packages",
        "packages",
        ("title", "file_name", "ai_model__name", "provider__name"),
    )
    register(kind)
