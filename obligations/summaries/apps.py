"""The public summary of training content: rules, public page, updates (Art. 53(1)(d))."""

from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "obligations.summaries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds."""
        from obligations.summaries.queries import search  # noqa: PLC0415 -- app ready

        search.ready()
