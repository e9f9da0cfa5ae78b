"""Ways to demonstrate: Code, standard or other adequate means, and what a change of way affects."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "obligations.routes"
    default_auto_field = "django.db.models.BigAutoField"
