"""The whole position of a model on any day, as PDF, XLSX, JSON and OSCAL."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "obligations.dossiers"
    default_auto_field = "django.db.models.BigAutoField"
