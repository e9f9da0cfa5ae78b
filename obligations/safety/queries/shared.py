"""Frameworks and Model Reports as a provider gave them to the AI Office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.queries.shared import Kind, Thing, register
from obligations.safety.models import Entry
from obligations.safety.queries import given


def _given(row: Entry) -> Thing:
    version = row.version
    about = str(row.ai_model or _("All models"))
    if version:
        about = _("Version {number} · {about}").format(number=version.number, about=about)
    if row.is_withdrawn:
        about = _("{about} · taken back by the provider").format(about=about)
    return Thing(given.name(row), about, reverse("office-given-document", args=[row.pk]))


def ready() -> None:
    """Add the kind of this room."""
    register(
        Kind(
            gettext_lazy("Frameworks and reports"),
            "file",
            40,
            given.given,
            "recorded_at",
            _given,
            "office-given",
            "frameworks-and-reports",
            ("version__document__kind", "ai_model__name", "provider__name"),
        )
    )
