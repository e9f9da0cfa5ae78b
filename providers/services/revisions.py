"""Edits that are claims: written only if nobody wrote since the row was read."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _

from providers.errors import Conflict


class StaleRevision(Conflict):
    """The row was changed after it was read."""


def claim(row: Model, *, revision: int, **fields: Any) -> None:
    """Write the fields if the row still has this revision, and count it up.

    Raises StaleRevision if someone wrote in between; nothing is changed then.
    """
    mine = type(row)._default_manager.filter(pk=row.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, **fields):
        raise StaleRevision(
            _(
                "Someone changed this after you opened it. Look at it again, then "
                "repeat your change."
            ),
            field="revision",
        )
    for name, value in ({"revision": revision + 1} | fields).items():
        setattr(row, name, value)
