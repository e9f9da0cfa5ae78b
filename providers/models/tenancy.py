"""The one definition of "yours"."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from providers.actors import Actor

NOTHING = Q(pk__in=[])


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to a provider; people fetch them through ``visible_to`` alone."""

    tenant_field = "provider"

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what the actor may know exists.

        Members see their providers' rows; the AI Office sees what was shared with it; the
        timetable sees everything; everybody else sees nothing.
        """
        if actor.is_system:
            return self
        yours = Q(**{f"{self.tenant_field}__in": actor.provider_ids})
        if not actor.is_office:
            return self.filter(yours)
        return self.filter(yours | self.shared_with_office())

    def shared_with_office(self) -> Q:
        """Say which rows providers shared with the AI Office: none, unless a model opens it."""
        return NOTHING
