"""Public halves of the keys that packages are signed with."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q


class PublishedKey(models.Model):
    """A key of this installation, by its public half: from when it signed, and until when."""

    id = models.CharField(primary_key=True, max_length=16)
    public_key = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="a_key_ends_after_it_begins",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_keys_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid_until"]),
            ),
            pgtrigger.Protect(name="published_keys_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.id
