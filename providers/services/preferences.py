"""How a person is called, and how pages are written for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypedDict, Unpack
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from providers import permissions, text
from providers.actors import Actor, Theme
from providers.errors import InvalidInput, Problems
from providers.models import User
from providers.services import audit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Preferences(TypedDict, total=False):
    """What a person says of themselves; what is left out stays as it is."""

    name: str
    language: str
    time_zone: str
    theme: str


def choose(*, user: User, by: Actor, now: datetime, **said: Unpack[Preferences]) -> User:
    """Keep a person's preferences; empty text returns one to what the browser or Brussels says.

    Raises NotPermitted, for nobody chooses for somebody else, or InvalidInput.
    """
    permissions.check_edit_person(by, user)
    problems, cleaned = Problems(), {}
    for field, value in said.items():
        with problems.gathered():
            cleaned[field] = _CLEANERS[field](value)
    problems.raise_any()
    if not cleaned:
        raise InvalidInput(gettext("Name at least one field to change."))
    with audit.change(
        action="person.preferences_changed", about=user, by=by, at=now, provider=None
    ) as event:
        before = User.objects.select_for_update().get(pk=user.pk)
        event.detail |= {
            "before": {field: getattr(before, field) for field in cleaned},
            "after": cleaned,
        }
        for field, value in cleaned.items():
            setattr(user, field, value)
        user.save(update_fields=[*cleaned])
    return user


def _one_of(value: object, *, field: str, known: Callable[[], set[str]], told: StrOrPromise) -> str:
    if value != "" and (not isinstance(value, str) or value not in known()):
        raise InvalidInput(told, field=field)
    return str(value)


def _languages() -> set[str]:
    return {code for code, _ in settings.LANGUAGES}


_CLEANERS: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        "name": partial(text.name, field="name"),
        "language": partial(
            _one_of,
            field="language",
            known=_languages,
            told=gettext_lazy("Choose en-gb, fr or de."),
        ),
        "time_zone": partial(
            _one_of,
            field="time_zone",
            known=available_timezones,
            told=gettext_lazy("Give a time zone such as Europe/Brussels."),
        ),
        "theme": partial(
            _one_of,
            field="theme",
            known=lambda: {*Theme},
            told=gettext_lazy("Choose system, light or dark."),
        ),
    }
)
