"""Where a person is signed in, and how they end it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from providers import permissions
from providers.actors import Actor
from providers.errors import Conflict
from providers.models import User
from providers.services import audit

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


class SessionEnded(Conflict):
    """There is no such session of the person any more."""


@dataclass(frozen=True, slots=True)
class Session:
    """One place where a person is signed in."""

    id: int
    browser: str
    system: str
    ip: str
    since: datetime
    is_here: bool


def of_user(user: User, *, here: str | None) -> list[Session]:
    """List where a person is signed in, newest first; ``here`` is the key of this session."""
    rows = UserSession.objects.purge_and_list(user)
    found = [
        Session(
            id=one.pk,
            browser=_named(one.user_agent, _BROWSERS),
            system=_named(one.user_agent, _SYSTEMS),
            ip=one.ip,
            since=one.created_at,
            is_here=one.session_key == here,
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: (not one.is_here, -one.since.timestamp(), one.id))


def _named(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in agent), "")


def end(*, user: User, session_id: int, here: str | None, by: Actor, now: datetime) -> None:
    """Sign a person out in one other place. Raises NotPermitted or SessionEnded."""
    permissions.check_edit_person(by, user)
    with audit.change(action="person.ended_session", about=user, by=by, at=now, provider=None):
        rows = UserSession.objects.select_for_update().filter(user=user, pk=session_id)
        found = rows.exclude(session_key=here or "").first()
        if found is None:
            raise SessionEnded(_("You are not signed in there any more."))
        found.end()


def end_others(*, user: User, here: str | None, by: Actor, now: datetime) -> int:
    """Sign a person out everywhere but here; answer in how many places."""
    permissions.check_edit_person(by, user)
    with audit.change(
        action="person.ended_sessions", about=user, by=by, at=now, provider=None
    ) as event:
        rows = UserSession.objects.select_for_update().filter(user=user)
        others = list(rows.exclude(session_key=here or ""))
        for one in others:
            one.end()
        event.detail["count"] = len(others)
    return len(others)
