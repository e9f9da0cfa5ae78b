"""Public crawlers as data and as an Atom feed (RFC 4287): only what was published is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from obligations.copyright_desk.models import Publication
from obligations.copyright_desk.queries.public import Desk

TEXTS = (
    ("Purpose", "purpose"),
    ("robots.txt", "robots_txt"),
    ("Other reservations", "other_protocols"),
    ("Piracy sites", "piracy_lists"),
    ("Access", "lawful_access"),
)


def shown(one: Publication) -> dict[str, Any]:
    """Write a published crawler; models are named only where the provider chose to."""
    version = one.crawler_version
    if version is None or one.crawler is None:
        raise ValueError("This publication shows no crawler.")
    return {
        "id": str(one.crawler_id),
        "name": one.crawler.name,
        "user_agent": version.user_agent,
        "operator": version.operator,
        "operated_by": version.operated_by,
        "purpose": version.purpose,
        "robots_txt": version.robots_txt,
        "other_protocols": version.other_protocols,
        "piracy_lists": version.piracy_lists,
        "piracy_list_on": version.piracy_list_on and version.piracy_list_on.isoformat(),
        "lawful_access": version.lawful_access,
        "addresses": list(version.addresses),
        "verification_page": version.verification_page,
        "periods": list(version.periods),
        "models": [m["name"] for m in version.trained] if version.names_models else None,
        "version": version.number,
        "holds_from": version.holds_from.isoformat(),
        "published_at": one.published_at.astimezone(UTC).isoformat(),
    }


class _Feed(Atom1Feed):
    """Django's feed, with an instant of its own where nothing has been published yet."""

    def latest_post_date(self) -> Any:
        """Say when the feed last changed; never the present moment, which would always differ."""
        return self.feed["changed_at"]


def atom(desk: Desk, entries: Sequence[Publication], *, page: str, address: str) -> str:
    """Write the feed: an entry for every publication and withdrawal, newest first.

    Ids are those of the publications, so they stay wherever the product is served from.
    """
    feed = _Feed(
        title=f"Crawlers of {desk.provider.name}",
        subtitle="What changes about the crawlers and how they treat reservations of rights.",
        description="",
        link=page,
        feed_url=address,
        feed_guid=f"urn:uuid:{desk.provider.pk}",
        author_name=desk.provider.name,
        language="en",
        changed_at=desk.changed_at,
    )
    for one in entries:
        feed.add_item(
            title=_title(one),
            link=f"{page}#crawler-{one.crawler_id}",
            description=_words(one),
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=one.published_at,
            updateddate=one.published_at,
            author_name=desk.provider.name,
        )
    return feed.writeString("utf-8")


def _title(one: Publication) -> str:
    if one.is_withdrawal or one.crawler_version is None:
        return f"{one.crawler}: taken back"
    number = one.crawler_version.number
    return f"{one.crawler}: published" if number == 1 else f"{one.crawler}: version {number}"


def _words(one: Publication) -> str:
    """Tell the change, and what holds now, as plain text."""
    version = one.crawler_version
    if version is None:
        return one.told
    lines = [one.told, f"User agent: {version.user_agent}", f"Runs: {', '.join(version.periods)}"]
    lines += [
        f"{name}: {getattr(version, field)}" for name, field in TEXTS if getattr(version, field)
    ]
    return "\n".join(lines)
