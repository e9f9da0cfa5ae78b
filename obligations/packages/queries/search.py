"""What search finds of packages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.packages.models import Package
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register


def _packages(asked: Asked) -> Found:
    rows = Package.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Package) -> Hit:
        about = _("Package {number} · {provider}").format(number=row.number, provider=row.provider)
        return Hit(row.title, about, reverse("package", args=[row.pk]))

    return found(rows, asked, ("title",), hit)


def ready() -> None:
    """Add the sources of this room."""
    register(Source("packages", gettext_lazy("Packages"), "upload", 70, _packages))
