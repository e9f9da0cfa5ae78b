"""The obligations app: what is owed, by when, and how it is shown."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ObligationsConfig(AppConfig):
    name = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts; say what search and the AI Office find, and what clocks ask."""
        from obligations import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.models.deadlines import REMARK  # noqa: PLC0415 -- app ready
        from obligations.queries import activity, clocks, office_days, shared  # noqa: PLC0415 -- app ready
        from obligations.queries.search import core, people  # noqa: PLC0415 -- app ready

        activity.ready()
        clocks.register(REMARK, gettext_lazy("Answer the reviewer"))
        core.ready()
        office_days.ready()
        people.ready()
        shared.ready()
