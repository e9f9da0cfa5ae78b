"""Serious incidents: their instants, clocks and reports (Art. 55(1)(c), Measure 9.3)."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "obligations.incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts that change, and say what search and the AI Office find."""
        from obligations.incidents import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.incidents.models import Incident  # noqa: PLC0415 -- app ready
        from obligations.incidents.queries import search, shared, statistics  # noqa: PLC0415 -- ready
        from obligations.queries.activity import Kind, page_of, register  # noqa: PLC0415 -- ready

        register(Kind("incident", Incident, page_of("incident")))
        search.ready()
        shared.ready()
        statistics.ready()
