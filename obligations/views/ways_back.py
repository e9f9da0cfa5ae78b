"""How steps of the board, of a duty and of the inbox are undone: by services, and refused late.

Each takes what was there before from the offer that ``providers.undo`` kept, and changes only what
nobody has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from obligations.models import Duty, Evidence
from obligations.services import bulk, duties, evidence, reading, saved_filters
from obligations.services.bulk import Held
from obligations.services.reading import Standing
from providers.errors import Conflict
from providers.middleware import ActorRequest
from providers.models import Provider
from providers.undo import way_back


def held(row: Duty) -> dict[str, Any]:
    """Write down who works on a duty and until when, as an offer keeps it."""
    return {
        "assignee": str(row.assignee_id) if row.assignee_id else None,
        "team": str(row.team_id) if row.team_id else None,
        "target_on": row.target_on.isoformat() if row.target_on else None,
    }


def standing(one: Standing) -> dict[str, str | None]:
    """Write down how a notice stands with its reader, as an offer keeps it."""
    return {
        "read_at": one.read_at.isoformat() if one.read_at else None,
        "until": one.snoozed_until.isoformat() if one.snoozed_until else None,
    }


Row = TypeVar("Row")


@way_back("assign")
def unassign(request: ActorRequest, before: Mapping[str, Any]) -> None:
    """Give duties back to whom they had, each unless it was changed since."""
    provider = _own(request, before["provider"])
    outcome = bulk.restore(
        provider=provider,
        before={UUID(pk): _read(one) for pk, one in before["duties"].items()},
        by=request.actor,
        now=timezone.now(),
    )
    if not outcome.done:
        raise Conflict(_("Somebody changed it meanwhile."))
    if outcome.left:
        told = ngettext(
            "{count} duty stays as it is, for it was changed meanwhile.",
            "{count} duties stay as they are, for they were changed meanwhile.",
            len(outcome.left),
        )
        messages.warning(request, told.format(count=len(outcome.left)))


@way_back("route")
def unchoose_route(request: ActorRequest, before: Mapping[str, Any]) -> None:
    """Choose the way of demonstrating that was chosen before."""
    rows = Duty.objects.visible_to(request.actor).filter(provider__in=request.actor.provider_ids)
    row = _present(rows.select_related("provider", "obligation").filter(pk=before["duty"]).first())
    duties.choose_route(
        duty=row,
        route=before["route"],
        explanation=before["explanation"],
        takes_back=True,
        revision=before["revision"],
        by=request.actor,
        now=timezone.now(),
    )


@way_back("filter-remove")
def save_again(request: ActorRequest, before: Mapping[str, Any]) -> None:
    """Keep a removed view under its name again, unless the name was given anew."""
    saved_filters.restore(
        provider=_own(request, before["provider"]),
        name=before["name"],
        page=before["board"],
        query=before["query"],
        by=request.actor,
        now=timezone.now(),
    )


@way_back("unlink")
def link_again(request: ActorRequest, before: Mapping[str, Any]) -> None:
    """Let a piece of evidence speak for a duty again."""
    own = request.actor.provider_ids
    pieces = Evidence.objects.visible_to(request.actor).filter(provider__in=own)
    rows = Duty.objects.visible_to(request.actor).filter(provider__in=own)
    evidence.link(
        evidence=_present(pieces.filter(pk=before["evidence"]).first()),
        duty=_present(
            rows.select_related("provider", "obligation").filter(pk=before["duty"]).first()
        ),
        by=request.actor,
        now=timezone.now(),
    )


@way_back("inbox")
def unread_again(request: ActorRequest, before: Mapping[str, Any]) -> None:
    """Show notices as they were before they were read or put off, each unless it was used since."""
    notices = {UUID(pk): _standing(one) for pk, one in before["notices"].items()}
    restored = reading.restore(before=notices, left=_standing(before["left"]), by=request.actor)
    if restored < len(notices):
        told = ngettext(
            "{count} notice stays as it is, for it was read or put off since.",
            "{count} notices stay as they are, for they were read or put off since.",
            len(notices) - restored,
        )
        messages.warning(request, told.format(count=len(notices) - restored))


def _standing(one: Mapping[str, str | None]) -> Standing:
    read_at, until = one["read_at"], one["until"]
    return Standing(
        read_at=datetime.fromisoformat(read_at) if read_at else None,
        snoozed_until=date.fromisoformat(until) if until else None,
    )


def _own(request: ActorRequest, key: str) -> Provider:
    own = Provider.objects.visible_to(request.actor).filter(pk__in=request.actor.provider_ids)
    return _present(own.filter(pk=key).first())


def _present(row: Row | None) -> Row:
    if row is None:
        raise Conflict(_("It is not here any more."))
    return row


def _read(one: Mapping[str, Any]) -> Held:
    return Held(
        assignee=UUID(one["assignee"]) if one["assignee"] else None,
        team=UUID(one["team"]) if one["team"] else None,
        target_on=date.fromisoformat(one["target_on"]) if one["target_on"] else None,
        revision=one["revision"],
    )
