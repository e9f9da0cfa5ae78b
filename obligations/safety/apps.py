"""The Safety and Security Framework, Model Reports and the register of systemic risks."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "obligations.safety"
    default_auto_field = "django.db.models.BigAutoField"
