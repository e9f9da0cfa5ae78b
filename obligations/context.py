"""What every page shows around its content: navigation, inbox, provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from obligations.queries import notices
from providers.actors import ANONYMOUS, Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation."""

    label: str
    url: str
    icon: str
    group: str
    current: bool
    count: int = 0


# What a provider writes, sends and keeps: label, address, icon.
DESKS = (
    ("Incidents", "incidents", "incident"),
    ("Requests", "requests", "inbox"),
    ("Documents", "documents", "file"),
    ("Training summaries", "summaries", "globe"),
    ("Framework and reports", "safety", "alert"),
    ("Packages", "packages", "upload"),
    ("Sent and due", "reconciliation", "calendar-check"),
    ("Ways to demonstrate", "ways", "swap"),
    ("Indicators", "indicators", "scale"),
    ("Webhooks", "webhooks", "code"),
)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html what it needs; visitors without an account get the public navigation."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.user_id is None:
        return {}
    # Counted once a page, and only where the page is one that shows it.
    unread = SimpleLazyObject(lambda: notices.unread_count(actor))
    return {
        "nav": {"items": [*_items(request, actor)]},
        "unread_count": unread,
        "current_provider": getattr(request, "current_provider", None),
        "providers_of_user": getattr(request, "providers", ()),
    }


def _items(request: HttpRequest, actor: Actor) -> list[Item]:
    def item(label: str, name: str, icon: str, group: str) -> Item:
        url = reverse(name)
        # The office's own address begins those of its submissions, which have a line of their own.
        alone = name in ("home", "office")
        here = request.path == url or (not alone and request.path.startswith(url))
        return Item(label, url, icon, group, here)

    items: list[Item] = []
    if actor.is_office:
        items += [
            item("Providers", "office", "building", "AI Office"),
            item("Submissions", "office-submissions", "stamp", "AI Office"),
            item("Incident reports", "office-incident-reports", "incident", "AI Office"),
            item("Notifications", "office-notifications", "hand-in", "AI Office"),
            item("Packages", "office-packages", "upload", "AI Office"),
            item("Frameworks and reports", "office-given", "file", "AI Office"),
        ]
    if actor.roles:
        items += [
            item("Home", "home", "home", "Your work"),
            item("Duties", "duties", "owed", "Your work"),
            item("Timeline", "timeline", "calendar", "Your work"),
            item("Models", "models", "model", "Your work"),
            item("Inbox", "inbox", "bell", "Your work"),
        ]
        items += [item(*one, "Write, send, keep") for one in DESKS]
    items += [
        item("Catalogue", "catalogue", "book", "The law"),
        item("What would I owe?", "what-would-i-owe", "scale", "The law"),
        item("Clocks", "clocks", "clock", "The law"),
        item("Law changes", "law-changes", "swap", "The law"),
        item("Life of the Code", "code-life", "history", "The law"),
        item("Public data", "public-data", "globe", "The law"),
    ]
    return items
