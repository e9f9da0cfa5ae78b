"""Packages for the AI Office: manifest, letter, signature, receipt, what is still to be sent."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "obligations.packages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search and the AI Office find."""
        from obligations.packages.models import Package  # noqa: PLC0415 -- app ready
        from obligations.packages.queries import search, shared  # noqa: PLC0415 -- app ready
        from obligations.queries.activity import Kind, page_of, register  # noqa: PLC0415 -- ready

        register(Kind("package", Package, page_of("package")))
        search.ready()
        shared.ready()
