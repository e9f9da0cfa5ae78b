"""Webhooks: what people are told, told to programs too."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "obligations.webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for notices that are queued."""
        from obligations.webhooks import receivers  # noqa: F401, PLC0415 -- app ready
