"""What every page shows around its content: navigation, inbox, provider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from obligations.law.deadlines import brussels_day
from obligations.queries import notices, tour
from providers.actors import ANONYMOUS, Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation."""

    label: str
    url: str
    icon: str
    group: str
    current: bool = False
    count: int = 0


# What a provider writes, sends and keeps: label, address, icon.
DESKS = (
    (_("Incidents"), "incidents", "incident"),
    (_("Requests"), "requests", "inbox"),
    (_("Documents"), "documents", "file"),
    (_("Training summaries"), "summaries", "globe"),
    (_("Copyright desk"), "copyright-desk", "speech"),
    (_("Framework and reports"), "safety", "alert"),
    (_("Packages"), "packages", "upload"),
    (_("Sent and due"), "reconciliation", "calendar-check"),
    (_("Ways to demonstrate"), "ways", "swap"),
    (_("Indicators"), "indicators", "scale"),
    (_("Webhooks"), "webhooks", "code"),
)

# Pages that stand under a line whose address theirs does not continue.
UNDER = (("/office/reassessments/", "office-notifications"),)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html what it needs; visitors without an account get the public navigation."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.user_id is None:
        return {}

    @cache  # Counted once a page, and only where the page is one that shows it.
    def unread() -> int:
        return notices.unread_count(actor, brussels_day(timezone.now()))

    provider = getattr(request, "current_provider", None)
    return {
        "tour": tour.shown(request.session.get(tour.KEPT), actor, provider),
        "nav": {"items": [*_items(request, actor)]},
        "unread_count": unread,
        "current_provider": provider,
        "providers_of_user": getattr(request, "providers", ()),
    }


def _items(request: HttpRequest, actor: Actor) -> list[Item]:
    def item(label: Any, name: str, icon: str, group: Any) -> Item:
        return Item(str(label), reverse(name), icon, str(group))

    items: list[Item] = []
    if actor.is_office:
        items += [
            item(_("Providers"), "office", "building", _("AI Office")),
            item(_("Submissions"), "office-submissions", "stamp", _("AI Office")),
            item(_("Incident reports"), "office-incident-reports", "incident", _("AI Office")),
            item(_("Notifications"), "office-notifications", "hand-in", _("AI Office")),
            item(_("Packages"), "office-packages", "upload", _("AI Office")),
            item(_("Frameworks and reports"), "office-given", "file", _("AI Office")),
            item(_("Requests"), "office-requests", "inbox", _("AI Office")),
            item(_("Month"), "office-month", "calendar", _("AI Office")),
            item(_("My decisions"), "office-decisions", "check", _("AI Office")),
            item(_("Access"), "office-access", "users", _("AI Office")),
            item(_("Statistics"), "office-statistics", "scale", _("AI Office")),
        ]
    if actor.roles:
        items += [
            item(_("Home"), "home", "home", _("Your work")),
            item(_("Duties"), "duties", "owed", _("Your work")),
            item(_("Timeline"), "timeline", "calendar", _("Your work")),
            item(_("Models"), "models", "model", _("Your work")),
            item(_("Inbox"), "inbox", "bell", _("Your work")),
        ]
        items += [item(*one, _("Write, send, keep")) for one in DESKS]
    items += [
        item(_("Catalogue"), "catalogue", "book", _("The law")),
        item(_("What would I owe?"), "what-would-i-owe", "scale", _("The law")),
        item(_("Clocks"), "clocks", "clock", _("The law")),
        item(_("Law changes"), "law-changes", "swap", _("The law")),
        item(_("Life of the Code"), "code-life", "history", _("The law")),
        item(_("Public data"), "public-data", "globe", _("The law")),
    ]
    return _marked(items, request.path)


def _marked(items: list[Item], path: str) -> list[Item]:
    """Mark the line whose address says most of the page's own; the start page is marked alone."""
    path = next((reverse(name) for start, name in UNDER if path.startswith(start)), path)
    here = [one.url for one in items if path.startswith(one.url) and one.url != "/"]
    nearest = max(here, key=len, default=path)
    return [replace(one, current=one.url == nearest) for one in items]
