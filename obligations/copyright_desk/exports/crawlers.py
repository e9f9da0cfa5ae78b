"""Public crawlers as data: only what was published is in it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from obligations.copyright_desk.models import Publication
from obligations.law import robots


def shown(one: Publication) -> dict[str, Any]:
    """Write a published crawler; models are named only where the provider chose to."""
    version = one.crawler_version
    if version is None or one.crawler is None:
        raise ValueError("This publication shows no crawler.")
    return {
        "id": str(one.crawler_id),
        "name": one.crawler.name,
        "user_agent": version.user_agent,
        "http_user_agent": version.http_user_agent,
        "robots_txt_lines": robots.closing(version.user_agent),
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
