"""The copyright desk: policy, crawlers, feed for rightsholders, complaints (Art. 53(1)(c))."""

from django.apps import AppConfig


class CopyrightDeskConfig(AppConfig):
    name = "obligations.copyright_desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds."""
        from obligations.copyright_desk.queries import search  # noqa: PLC0415 -- app ready

        search.ready()
