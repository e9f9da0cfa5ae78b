"""The obligations app: what is owed, by when, and how it is shown."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts that change, and say what search and the AI Office find."""
        from obligations import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.queries import activity, shared  # noqa: PLC0415 -- app ready
        from obligations.queries.search import core, people  # noqa: PLC0415 -- app ready

        activity.ready()
        core.ready()
        people.ready()
        shared.ready()
