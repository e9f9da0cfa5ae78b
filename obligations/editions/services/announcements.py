"""What people hear of a change of edition: one notice each, whatever it moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from obligations.law.terms import Bearer
from obligations.law.wording import long_date
from obligations.models import Direction, Duty, EditionStep
from obligations.queries import notices as queries
from obligations.services import notices
from obligations.services.changes import Change, Changes
from obligations.services.counting import counted
from providers.actors import Role

KIND = "edition.changed"
SHOWN = 8


def tell(step: EditionStep, changes: Changes, *, now: datetime) -> int:
    """Tell the people concerned once; return how many were told.

    These are the officers, whoever works on a duty that moved, and representatives where such a
    duty rests on them.
    """
    edition = step.change.edition
    day = long_date(edition.in_force_from)
    verb = "is in use" if step.change.direction == Direction.APPLY else "is no longer in use"
    address = reverse("law-change", args=[edition.instrument, edition.in_force_from])
    return notices.queue(
        recipients=_people(step, changes),
        kind=KIND,
        key=f"edition:{step.change_id}:{step.provider_id}",
        title=f"The text of {day} {verb}: {_sum(step)}",
        text="\n".join(_lines(step, changes)),
        path=address,
        provider=step.provider,
        now=now,
    )


def _people(step: EditionStep, changes: Changes) -> set[UUID]:
    moved = [*changes.newly_owed, *changes.changed, *changes.ended]
    roles = [Role.OFFICER]
    if any(one.bearer == Bearer.REPRESENTATIVE for one in moved):
        roles.append(Role.REPRESENTATIVE)
    found = set(queries.people(step.provider, *roles))
    duties = Duty.objects.filter(pk__in=[one.duty_id for one in moved])
    owners = list(duties.values_list("assignee_id", "team_id"))
    working = {person for person, _ in owners}
    for people in queries.people_of_teams(team for _, team in owners).values():
        working |= people
    members = set(queries.people(step.provider, *Role))
    return found | (working & members)


def _sum(step: EditionStep) -> str:
    parts = [
        f"{count} {word}"
        for count, word in (
            (step.newly_owed, "newly owed"),
            (step.changed, "changed"),
            (step.ended_count, "ended"),
        )
        if count
    ]
    return ", ".join(parts) if parts else "no duty changed"


def _lines(step: EditionStep, changes: Changes) -> Iterable[str]:
    edition = step.change.edition
    yield f"{edition.title}. {step.change.reason}"
    for some, words in (
        (changes.newly_owed, "Newly owed"),
        (changes.changed, "Changed"),
        (changes.ended, "Ended"),
    ):
        yield from _some(some, words)
    if step.repointed:
        moved = counted(step.repointed, "duty now cites", "duties now cite")
        text = edition if step.change.direction == Direction.APPLY else step.change.replaces
        yield f"{moved} the edition of {long_date(text.in_force_from)}."
    if step.resting:
        resting = counted(step.resting, "submission", "submissions")
        yield f"{resting} rest on text that reads differently. Nothing was reopened."


def _some(some: tuple[Change, ...], words: str) -> Iterable[str]:
    for one in some[:SHOWN]:
        yield f"{words}: {one.title} ({one.key})."
    if len(some) > SHOWN:
        yield f"{words}: {len(some) - SHOWN} more."
