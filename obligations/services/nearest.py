"""The nearest deadline of each duty, copied onto the duty for lists to filter and sort by."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from obligations.law.deadlines import Flag
from obligations.models import Deadline, Duty


def show(duties: Iterable[UUID]) -> None:
    """Copy day and flag of the earliest open deadline onto the duties, in one statement."""
    touched = list(duties)
    if not touched:
        return
    open_deadlines = Deadline.objects.open().filter(duty=OuterRef("pk")).order_by("due_on", "pk")
    Duty.objects.filter(pk__in=touched).update(
        due_on=Subquery(open_deadlines.values("due_on")[:1]),
        flag=Coalesce(Subquery(open_deadlines.values("flag")[:1]), Value(Flag.NONE.value)),
    )
