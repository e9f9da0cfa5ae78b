"""The providers app: who is bound, by which people, with which models and facts."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "providers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the sign-in machinery."""
        from providers import receivers  # noqa: F401, PLC0415 -- app ready
