"""Calendar feeds: what falls due, in the calendar programs people already use."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "obligations.calendars"
    default_auto_field = "django.db.models.BigAutoField"
