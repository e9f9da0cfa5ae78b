"""Serious incidents: their instants, clocks and reports (Art. 55(1)(c), Measure 9.3)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class IncidentsConfig(AppConfig):
    name = "obligations.incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts; say what search and the AI Office find, and what clocks ask."""
        from obligations.incidents import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.incidents.models import Incident  # noqa: PLC0415 -- app ready
        from obligations.incidents.queries import (  # noqa: PLC0415 -- app ready
            search,
            shared,
            statistics,
            watch,
        )
        from obligations.queries import clocks  # noqa: PLC0415 -- app ready
        from obligations.queries.activity import Kind, page_of, register  # noqa: PLC0415 -- ready

        register(Kind("incident", Incident, page_of("incident")))
        # The periods are counted in hours from the first one on (Measure 9.3).
        clocks.register(watch.MATTER, gettext_lazy("Write the report"), by_hours=True)
        search.ready()
        shared.ready()
        statistics.ready()
