"""The Safety and Security Framework, Model Reports and the register of systemic risks."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "obligations.safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts; say what search and the AI Office find, and what clocks ask."""
        from obligations.safety import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.safety.queries import clocks, search, shared  # noqa: PLC0415 -- app ready

        clocks.ready()
        search.ready()
        shared.ready()
