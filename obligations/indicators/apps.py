"""Indicators per measure, their targets and readings (Art. 56(4))."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "obligations.indicators"
    default_auto_field = "django.db.models.BigAutoField"
