"""The board: duties as filtered and sorted, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from obligations.law.deadlines import Flag
from obligations.models import Duty
from obligations.queries import targets
from obligations.queries.search import translated
from obligations.queries.texts import of_text
from providers.actors import Actor
from providers.models import Provider, Team

ORDERS = {
    "due": (F("due_on").asc(nulls_last=True), "key", "pk"),
    "-due": (F("due_on").desc(nulls_last=True), "key", "pk"),
    "key": ("key", "pk"),
    "-key": ("-key", "pk"),
    "changed": ("changed_at", "pk"),
    "-changed": ("-changed_at", "pk"),
    "target": (F("target_on").asc(nulls_last=True), "key", "pk"),
    "-target": (F("target_on").desc(nulls_last=True), "key", "pk"),
}
STANDING = {
    "": Q(ended_on=None),
    "owed": Q(ended_on=None, owed=True),
    "enforceable": Q(ended_on=None, owed=True),
    "undetermined": Q(ended_on=None, owed=None),
    "ended": Q(ended_on__isnull=False),
    "all": Q(),
}
# A deadline that is nearer belongs to every wider range too.
FLAGS_WITHIN = {
    "overdue": (Flag.OVERDUE,),
    "due-today": (Flag.DUE_TODAY,),
    "next-14": (Flag.UPCOMING_1, Flag.UPCOMING_7, Flag.UPCOMING_14),
    "none": (Flag.NONE,),
}
FLAGS_WITHIN["within-14"] = (Flag.DUE_TODAY, *FLAGS_WITHIN["next-14"])
FLAGS_WITHIN["within-30"] = (*FLAGS_WITHIN["within-14"], Flag.UPCOMING_30)
FLAGS_WITHIN["within-90"] = (*FLAGS_WITHIN["within-30"], Flag.UPCOMING_90)
TARGETS = {"open": targets.is_open, "passed": targets.passed, "near": targets.near}
EXACT = {"work": "work_status", "decision": "decision", "evidence": "freshness"}


def duties(
    provider: Provider, actor: Actor, chosen: Mapping[str, Any], *, on: date
) -> QuerySet[Duty]:
    """Give a provider's duties as filtered by the filters of the board."""
    rows = Duty.objects.visible_to(actor).filter(provider=provider)
    rows = rows.filter(STANDING[chosen.get("standing", "")])
    if chosen.get("standing") == "enforceable":
        rows = rows.filter(enforceable_from__lte=on)
    for name, column in EXACT.items():
        if name in chosen:
            rows = rows.filter(**{column: chosen[name]})
    if "claim" in chosen:
        rows = rows.filter(claim="" if chosen["claim"] == "none" else chosen["claim"])
    if "model" in chosen:
        rows = rows.filter(ai_model=None if chosen["model"] == "provider" else chosen["model"])
    if "text" in chosen:
        rows = rows.filter(of_text(chosen["text"]))
    if "near" in chosen:
        rows = rows.filter(flag__in=FLAGS_WITHIN[chosen["near"]])
    if "due_before" in chosen:
        rows = rows.filter(due_on__lt=chosen["due_before"])
    if "target" in chosen:
        rows = rows.filter(TARGETS[chosen["target"]](on))
    if "target_before" in chosen:
        rows = rows.filter(target_on__lt=chosen["target_before"])
    if "assignee" in chosen:
        rows = rows.filter(_owned(chosen["assignee"], actor))
    if "q" in chosen:
        rows = rows.filter(_named(chosen["q"].replace("\0", "")))
    rows = rows.select_related("obligation", "ai_model", "assignee", "team")
    return rows.order_by(*ORDERS[chosen.get("sort", "due")])


def _owned(value: str, actor: Actor) -> Q:
    """Keep what nobody, oneself, a person or a team works on.

    A person's own teams count as the person; ``team:`` before an id names a team alone.
    """
    if value == "nobody":
        return Q(assignee=None, team=None)
    kind, is_team, pk = value.partition(":")
    if is_team and kind == "team":
        return Q(team=UUID(pk))
    person = actor.user_id if value == "me" else UUID(value)
    mine = Team.objects.filter(people=person, ended_at=None).values("pk")
    return Q(assignee=person) | Q(team__in=mine)


def _named(words: str) -> Q:
    return (
        Q(key__icontains=words)
        | Q(obligation__title__icontains=words)
        | Q(obligation__cite__icontains=words)
        | Q(ai_model__name__icontains=words)
        | Q(key__in=translated.keys(words))
    )
