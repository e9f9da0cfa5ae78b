"""Versioned documents, each described by a data file of fields, limits and recipients."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "obligations.documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what search finds."""
        from obligations.documents.models import Document  # noqa: PLC0415 -- app ready
        from obligations.documents.queries import addresses, search  # noqa: PLC0415 -- app ready
        from obligations.queries.activity import Kind, register  # noqa: PLC0415 -- app ready

        register(Kind("document", Document, addresses.page, title=search.title))
        search.ready()
