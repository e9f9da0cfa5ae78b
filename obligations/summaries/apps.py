"""The public summary of training content: rules, public page, updates (Art. 53(1)(d))."""

from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "obligations.summaries"
    default_auto_field = "django.db.models.BigAutoField"
