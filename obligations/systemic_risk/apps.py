"""Article 52: the compute ledger, notification and rebuttal, designation and reassessment."""

from django.apps import AppConfig


class SystemicRiskConfig(AppConfig):
    name = "obligations.systemic_risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds, what the AI Office was sent, and what the ledgers see coming."""
        from obligations.queries.foreseen import register  # noqa: PLC0415 -- app ready
        from obligations.systemic_risk.queries import (  # noqa: PLC0415 -- app ready
            foreseen,
            search,
            shared,
        )

        register(foreseen.of_provider)
        search.ready()
        shared.ready()
