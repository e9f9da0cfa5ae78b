"""Indicators per measure, their targets and readings (Art. 56(4))."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "obligations.indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds."""
        from obligations.indicators.queries import search  # noqa: PLC0415 -- app ready

        search.ready()
