"""One change to many duties at once: each is changed for itself, and what was left is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from obligations.models import Duty
from obligations.services import care
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider, Team, User
from providers.services import audit
from providers.services.revisions import StaleRevision

MOST = 200


class Keep(Enum):
    """Leave a value as it is on each duty."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which duties were changed, and which were left because somebody was faster or they ended."""

    done: list[Duty] = field(default_factory=list)
    left: list[Duty] = field(default_factory=list)


def assign(
    *,
    provider: Provider,
    chosen: Mapping[UUID, int],
    assignee: User | Keep | None = KEEP,
    team: Team | None = None,
    target_on: date | Keep | None = KEEP,
    by: Actor,
    now: datetime,
) -> Outcome:
    """Say for many duties which person or team works on them and until when.

    A ``team`` takes the place of whoever works on them; ``assignee`` is then left at KEEP.

    ``chosen`` maps each duty to the revision that was read. A duty that ended, or that somebody
    changed meanwhile, is left as it is and named in the outcome. Raises InvalidInput where a duty
    is not the provider's, where nothing or too much is chosen, and as ``care.assign`` does; then
    nothing is changed.
    """
    if assignee is KEEP and team is None and target_on is KEEP:
        raise InvalidInput(_("Say whom to assign, or which target day to set."), field="assignee")
    outcome = Outcome()
    with audit.turn(provider):
        for duty in of_provider(provider, chosen, by):
            person, crew = _owner(duty, assignee, team)
            try:
                _check_in_force(duty)
                care.assign(
                    duty=duty,
                    assignee=person,
                    team=crew,
                    target_on=duty.target_on if isinstance(target_on, Keep) else target_on,
                    revision=chosen[duty.pk],
                    by=by,
                    now=now,
                )
            except StaleRevision:
                outcome.left.append(duty)
            else:
                outcome.done.append(duty)
    return outcome


def _owner(
    duty: Duty, assignee: User | Keep | None, team: Team | None
) -> tuple[User | None, Team | None]:
    """Say which person or team works on a duty after the change."""
    if not isinstance(assignee, Keep):
        return assignee, team
    return (None, team) if team is not None else (duty.assignee, duty.team)


@dataclass(frozen=True, slots=True)
class Held:
    """What a duty had before a change, and its revision after it."""

    assignee: UUID | None
    team: UUID | None
    target_on: date | None
    revision: int


def restore(
    *, provider: Provider, before: Mapping[UUID, Held], by: Actor, now: datetime
) -> Outcome:
    """Give duties back whom and which day they had before one change.

    A duty that somebody changed after that, whose person or team left meanwhile, or that ended is
    left as it is and named in the outcome. Raises InvalidInput as ``assign`` does.
    """
    outcome = Outcome()
    people = User.objects.in_bulk([one.assignee for one in before.values() if one.assignee])
    teams = Team.objects.filter(provider=provider).in_bulk(
        [one.team for one in before.values() if one.team]
    )
    with audit.turn(provider):
        for duty in of_provider(provider, {pk: one.revision for pk, one in before.items()}, by):
            had = before[duty.pk]
            try:
                _check_in_force(duty)
                with transaction.atomic():
                    care.assign(
                        duty=duty,
                        assignee=people[had.assignee] if had.assignee else None,
                        team=teams[had.team] if had.team else None,
                        target_on=had.target_on,
                        revision=had.revision,
                        by=by,
                        now=now,
                    )
            except (StaleRevision, InvalidInput):
                outcome.left.append(duty)
            else:
                outcome.done.append(duty)
    return outcome


def of_provider(provider: Provider, chosen: Mapping[UUID, int], by: Actor) -> list[Duty]:
    """Find the chosen duties; raises InvalidInput unless every one is the provider's."""
    if not chosen:
        raise InvalidInput(_("Choose at least one duty."))
    if len(chosen) > MOST:
        raise InvalidInput(
            _("Choose at most {most} duties at once; {count} were chosen.").format(
                most=MOST, count=len(chosen)
            )
        )
    rows = Duty.objects.visible_to(by).filter(provider=provider, pk__in=chosen)
    found = list(
        rows.select_related("provider", "obligation", "ai_model", "assignee", "team").order_by(
            "key", "pk"
        )
    )
    if len(found) < len(chosen):
        raise InvalidInput(
            _("One of the chosen duties is not here any more. Look at the list again.")
        )
    return found


def _check_in_force(duty: Duty) -> None:
    if duty.ended_on is not None:
        raise StaleRevision(_("This duty has ended."))
