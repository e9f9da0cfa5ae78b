"""Requests of downstream providers and of the AI Office (Measure 1.2, Arts 91 and 92)."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "obligations.requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search and the AI Office find."""
        from obligations.requests.queries import search, shared  # noqa: PLC0415 -- app ready

        search.ready()
        shared.ready()
