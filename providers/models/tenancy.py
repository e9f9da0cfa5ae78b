"""The one definition of "yours"."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from providers.actors import Actor

NOTHING = Q(pk__in=[])


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to a provider; people fetch them through ``visible_to`` alone."""

    tenant_field = "provider"

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what the actor may know exists.

        Members see their providers' rows; the AI Office sees what was shared with it, a reviewer
        who needs access only of providers where it runs now; the timetable sees everything;
        everybody else sees nothing.
        """
        if actor.is_system:
            return self
        yours = Q(**{f"{self.tenant_field}__in": actor.provider_ids})
        if not actor.is_office:
            return self.filter(yours)
        shared = self.shared_with_office()
        if actor.needs_access:
            shared &= open_to(actor, self.tenant_field) | self.kept_by(actor)
        return self.filter(yours | shared)

    def shared_with_office(self) -> Q:
        """Say which rows providers shared with the AI Office: none, unless a model opens it."""
        return NOTHING

    def kept_by(self, actor: Actor) -> Q:
        """Say which shared rows stay with a reviewer whose access ended: none, unless opened."""
        return NOTHING


def open_to(actor: Actor, tenant_field: str = "provider") -> Q:
    """Keep rows of the providers a reviewer has access to, by the database's own clock."""
    access = apps.get_model("providers", "OfficeAccess")._default_manager
    running = access.running().filter(reviewer=actor.user_id)
    return Q(**{f"{tenant_field}__in": running.values("provider")})
