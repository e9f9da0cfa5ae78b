"""The public summary of training content: rules, public page, updates (Art. 53(1)(d))."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SummariesConfig(AppConfig):
    name = "obligations.summaries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds, and what clocks ask."""
        from obligations.queries import clocks  # noqa: PLC0415 -- app ready
        from obligations.summaries.queries import search, standing  # noqa: PLC0415 -- app ready

        clocks.register(standing.MATTER, gettext_lazy("Update the summary"))
        search.ready()
