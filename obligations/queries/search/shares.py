"""What reviewers find of what providers shared with the AI Office: each kind of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from obligations.queries.search import translated
from obligations.queries.search.sources import Asked, Found, Hit, Source, found

if TYPE_CHECKING:
    from obligations.queries.shared import Kind

# After what members find of their own.
AFTER = 200


def source(kind: Kind) -> Source:
    """Make the source of one kind of what was shared."""
    return Source(
        f"shared-{kind.key}", kind.name, kind.icon, AFTER + kind.place, partial(_find, kind)
    )


def _find(kind: Kind, asked: Asked) -> Found:
    if not asked.actor.is_office:
        return Found([])
    rows = kind.rows(asked.actor).exclude(provider__in=asked.actor.provider_ids)

    def hit(row: Any) -> Hit:
        thing = kind.as_thing(row)
        return Hit(thing.title, f"{row.provider} · {thing.about}", thing.path)

    also = translated.titles(asked.words, kind.title) if kind.title else ()
    return found(rows.select_related("provider"), asked, kind.fields, hit, also=also)
