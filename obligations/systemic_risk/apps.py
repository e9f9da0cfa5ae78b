"""Article 52: the compute ledger, notification and rebuttal, designation and reassessment."""

from django.apps import AppConfig


class SystemicRiskConfig(AppConfig):
    name = "obligations.systemic_risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds, and what the AI Office was sent."""
        from obligations.systemic_risk.queries import search, shared  # noqa: PLC0415 -- ready

        search.ready()
        shared.ready()
