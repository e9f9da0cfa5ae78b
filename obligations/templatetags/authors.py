"""Who did something, as people read it; loaded into every template. Stored names stay as they are.

``{{ row.recorded_by_name|author }}`` is for the name of a row, ``{{ event|actor }}`` for an event
of the trail, which also knows through which door its actor came.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from providers.actors import ANONYMOUS, OPERATOR, TIMETABLE, ActorKind
from providers.models import AuditEvent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()
# Those who are nobody in person, by the name that is stored.
NOBODY: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        TIMETABLE.name: gettext_lazy("Timetable"),
        OPERATOR.name: gettext_lazy("Operator at the command line"),
        ANONYMOUS.name: gettext_lazy("Anonymous"),
        "Public complaint form": gettext_lazy("Public complaint form"),
    }
)


@register.filter
def author(name: object) -> object:
    """Say who did something, by the stored name; names of people stay."""
    return str(NOBODY[name]) if isinstance(name, str) and name in NOBODY else name


@register.filter
def actor(event: AuditEvent) -> object:
    """Say who made an event: a token is named before the person it belongs to."""
    person, mark, label = event.actor_name.rpartition(" (")
    if event.actor_kind == ActorKind.TOKEN and mark and label.endswith(")"):
        return _("API token {label}, of {person}").format(label=label[:-1], person=person)
    return author(event.actor_name)
