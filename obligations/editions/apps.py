"""Changes of the law: comparing editions, previewing, applying and undoing them."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "obligations.editions"
    default_auto_field = "django.db.models.BigAutoField"
