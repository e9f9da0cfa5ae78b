"""Requests of downstream providers and of the AI Office (Measure 1.2, Arts 91 and 92)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RequestsConfig(AppConfig):
    name = "obligations.requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for facts; say what search and the AI Office find, what clocks ask, what waits."""
        from obligations.queries import clocks  # noqa: PLC0415 -- app ready
        from obligations.queries.activity import Kind, page_of, register  # noqa: PLC0415 -- ready
        from obligations.requests import receivers  # noqa: F401, PLC0415 -- app ready
        from obligations.requests.models import Request  # noqa: PLC0415 -- app ready
        from obligations.requests.queries import (  # noqa: PLC0415 -- app ready
            office_days,
            requests,
            search,
            shared,
            waiting,
        )

        register(Kind("request", Request, page_of("request")))
        clocks.register(requests.MATTER, gettext_lazy("Answer the request"))
        office_days.ready()
        search.ready()
        shared.ready()
        waiting.ready()
