"""Ways to demonstrate: Code, standard or other adequate means, and what a change of way affects."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "obligations.routes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts that change."""
        from obligations.routes import receivers  # noqa: F401, PLC0415 -- app ready
