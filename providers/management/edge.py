"""What the operator's commands share: refusals become one line, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.management.base import CommandError

from providers.errors import DomainError, InvalidInput
from providers.models import Provider


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn expected refusals into CommandError, naming every field at fault."""
    try:
        yield
    except DomainError as refusal:
        problems = refusal.problems if isinstance(refusal, InvalidInput) else (refusal,)
        lines = [f"{one.field}: {one.message}" if one.field else one.message for one in problems]
        raise CommandError("\n".join(lines)) from refusal


def find_provider(name_or_id: str) -> Provider:
    """Find the one provider of this name or id; raises CommandError for none and for several."""
    found = list(Provider.objects.filter(name=name_or_id).order_by("pk")) or _by_id(name_or_id)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"There is no provider named “{name_or_id}” and none with this id.")
    ids = "\n".join(f"  {one.pk}  {one.get_origin_display()}" for one in found)
    raise CommandError(f"Several providers are named “{name_or_id}”; give one id of:\n{ids}")


def _by_id(written: str) -> list[Provider]:
    try:
        return list(Provider.objects.filter(pk=UUID(written)))
    except ValueError:
        return []
