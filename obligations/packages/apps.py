"""Packages for the AI Office: manifest, letter, signature, receipt, what is still to be sent."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "obligations.packages"
    default_auto_field = "django.db.models.BigAutoField"
