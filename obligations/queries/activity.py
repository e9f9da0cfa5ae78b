"""What happened to one thing and to its parts, from the audit trail; rooms add their kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, ForeignKey, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from obligations.models import Assessment, Duty, Evidence
from obligations.phrasebook.shown import phrase
from providers.actors import Actor
from providers.models import AIModel, AuditEvent


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that has a page of its activity.

    ``path`` gives the address of a row's own page. ``also`` says which further rows belong to a
    row, as (model, condition), beside those that name it by a foreign key; ``title`` names a row.
    """

    name: str
    model: type[Model]
    path: Callable[[Any], str]
    also: Callable[[Any], list[tuple[type[Model], Q]]] = lambda row: []
    title: Callable[[Any], str] = str


_ID = re.compile(r"(?: of)? [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; asked for once, when an app is ready."""
    KINDS.update((one.name, one) for one in kinds)


def own(kind: Kind, actor: Actor) -> QuerySet[Any]:
    """Give the rows of a kind whose activity an actor may read: those of their own providers.

    The trail is the provider's; what the AI Office was shown of a thing does not open it.
    """
    rows = kind.model._default_manager.visible_to(actor)  # type: ignore[attr-defined] # of every kind
    mine: QuerySet[Any] = rows if actor.is_system else rows.filter(provider__in=actor.provider_ids)
    return mine.select_related("provider")


def of(kind: Kind, row: Any, actor: Actor) -> QuerySet[AuditEvent]:
    """Give the events about a row and about its parts, the newest first, in one query."""
    about = Q(subject_type=kind.model._meta.label_lower, subject_id=str(row.pk))
    parts = [(model, Q(**{field: row.pk})) for model, field in _parts(kind.model)]
    for model, condition in [*parts, *kind.also(row)]:
        ids = model._default_manager.filter(condition).annotate(said=Cast("pk", CharField()))
        about |= Q(subject_type=model._meta.label_lower, subject_id__in=ids.values("said"))
    rows: QuerySet[AuditEvent] = AuditEvent.objects.visible_to(actor)
    return rows.filter(about, provider=row.provider_id).order_by("-position")


@lru_cache
def _parts(of_model: type[Model]) -> list[tuple[type[Model], str]]:
    """List the kinds of rows that name a row of this one, with the field they name it by."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if model._meta.app_config.name.split(".")[0] in ("providers", "obligations")
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is of_model
        if hasattr(model._default_manager, "visible_to")
    ]


def _of_duty(row: Duty) -> list[tuple[type[Model], Q]]:
    return [(Evidence, Q(links__duty=row.pk))]


def _duty_of(row: Assessment) -> str:
    return reverse("duty", args=[row.duty_id])


def named(event: AuditEvent) -> str:
    """Name what an event is about without the ids that its name was stored with."""
    return _ID.sub("", event.subject_name)


def page_of(name: str) -> Callable[[Any], str]:
    """Say where rows have their pages: at the address of that name."""
    return lambda row: reverse(name, args=[row.pk])


def ready() -> None:
    """Add the kinds of the core."""
    register(
        Kind("duty", Duty, page_of("duty"), _of_duty, lambda row: phrase(row.obligation.title)),
        Kind("evidence", Evidence, page_of("evidence")),
        Kind(
            "assessment", Assessment, _duty_of, title=lambda row: phrase(row.duty.obligation.title)
        ),
        Kind("model", AIModel, page_of("model")),
    )
