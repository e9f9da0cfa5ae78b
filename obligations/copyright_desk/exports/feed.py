"""The Atom feed (RFC 4287) by which rightsholders hear of updates (Measure 1.3(4))."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from obligations.copyright_desk.models import Publication
from obligations.copyright_desk.queries.public import Desk

TEXTS = (
    ("User agent", "user_agent"),
    ("Purpose", "purpose"),
    ("robots.txt", "robots_txt"),
    ("Other reservations", "other_protocols"),
    ("Piracy sites", "piracy_lists"),
    ("Access", "lawful_access"),
)
# Text may hold these; XML 1.0 (section 2.2) may not, and one would make the feed unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Feed(Atom1Feed):
    """Django's feed, with an instant of its own where nothing has been published yet."""

    def latest_post_date(self) -> Any:
        """Say when the feed last changed; never the present moment, which would always differ."""
        return self.feed["changed_at"]


def atom(desk: Desk, entries: Sequence[Publication], *, page: str, address: str) -> str:
    """Write the feed: an entry for every publication and withdrawal, newest first.

    Ids are those of the publications, so they stay wherever the product is served from.
    """
    name = _plain(desk.provider.name)
    feed = _Feed(
        title=f"Copyright desk of {name}",
        subtitle="What changes about the crawlers, how they treat reservations of rights, and the "
        "summary of the copyright policy.",
        description="",
        link=page,
        feed_url=address,
        feed_guid=f"urn:uuid:{desk.provider.pk}",
        author_name=name,
        language="en",
        changed_at=desk.changed_at,
    )
    for one in entries:
        feed.add_item(
            title=_plain(_title(one)),
            link=f"{page}#crawler-{one.crawler_id}" if one.crawler_id else f"{page}#summary",
            description=_html(_words(one)),
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=one.published_at,
            updateddate=one.published_at,
            author_name=name,
        )
    return feed.writeString("utf-8")


def _title(one: Publication) -> str:
    about = one.crawler or "Summary of the copyright policy"
    if one.is_withdrawal:
        return f"{about}: taken back"
    version = one.crawler_version or one.policy_version
    number = version.number if version else 1
    return f"{about}: published" if number == 1 else f"{about}: version {number}"


def _words(one: Publication) -> list[str]:
    """Tell the change, and what holds now."""
    version = one.crawler_version
    if version is None:
        summary = one.policy_version.summary if one.policy_version else ""
        return [one.told, summary] if summary else [one.told]
    lines = [one.told, f"Runs: {', '.join(version.periods)}"]
    told = [(name, getattr(version, field)) for name, field in TEXTS]
    return lines + [f"{name}: {words}" for name, words in told if words]


def _html(lines: Sequence[str]) -> str:
    """Write text as the HTML that a summary of Django's feed is; every sign of it is escaped."""
    return "".join(f"<p>{escape(_plain(one))}</p>".replace("\n", "<br>") for one in lines)


def _plain(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)
