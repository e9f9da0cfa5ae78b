"""The copyright desk: policy, crawlers, feed for rightsholders, complaints (Art. 53(1)(c))."""

from django.apps import AppConfig


class CopyrightDeskConfig(AppConfig):
    name = "obligations.copyright_desk"
    default_auto_field = "django.db.models.BigAutoField"
