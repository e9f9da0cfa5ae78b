"""Reminders of own target days: a week and a day before, and when the day has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from obligations.law.deadlines import brussels_day
from obligations.law.wording import weekday_date
from obligations.models import Duty
from obligations.queries import notices as people
from obligations.queries import targets as queries
from obligations.services import announcements, notices
from obligations.services.counting import counted
from obligations.services.notices import Message
from providers.actors import Role
from providers.models import Provider
from providers.services import audit

KIND = "target.reminder"
# So many days before the target its people are told, and once more when it has passed.
WARNED = (7, 1)
PASSED = "passed"
# What passed longer ago is told no more: after an outage of weeks nobody wants a pile of it.
LATEST = timedelta(days=14)


def scan(*, now: datetime) -> str:
    """Remind of open targets that came near or passed, provider by provider; return what was done.

    A person is told once of each target and distance, however often it is scanned; after an outage
    the present distance alone is told. Inside its provider's turn a duty is looked at again, so
    nobody is told of what was handed in meanwhile. Another day is another target.
    """
    today = brussels_day(now)
    waiting = queries.between(today - LATEST, today + timedelta(days=max(WARNED)))
    told = 0
    for pk in waiting.order_by("provider_id").values_list("provider_id", flat=True).distinct():
        provider = Provider.objects.get(pk=pk)
        with audit.turn(provider):
            rows = waiting.filter(provider=provider).select_related("obligation", "ai_model")
            messages = _messages(rows.order_by(*queries.ORDER), today)
            told += notices.queue_all(messages, now=now)
    return f"{counted(told, 'notice')} about own target days."


def _messages(rows: Iterable[Duty], today: date) -> Iterator[Message]:
    duties = list(rows)
    members = people.members_of(one.provider_id for one in duties)
    teams = people.people_of_teams(one.team_id for one in duties)
    for duty in duties:
        for person in _recipients(duty, members.get(duty.provider_id, {}), teams):
            yield _message(duty, person, today)


def _recipients(
    duty: Duty, members: Mapping[UUID, Role], teams: Mapping[UUID, frozenset[UUID]]
) -> set[UUID]:
    """Name who works on a duty; the officers where nobody does who is still a member."""
    working = {duty.assignee_id} | (teams.get(duty.team_id, frozenset()) if duty.team_id else set())
    present = {person for person in members if person in working}
    return present or {person for person, role in members.items() if role is Role.OFFICER}


def _message(duty: Duty, person: UUID, today: date) -> Message:
    assert duty.target_on is not None  # noqa: S101 -- open targets alone are asked for
    return Message(
        recipient_id=person,
        provider_id=duty.provider_id,
        kind=KIND,
        key=f"target:{duty.pk}:{duty.target_on}:{_distance(duty.target_on, today)}",
        title=f"{when(duty.target_on, today)}: {announcements.about(duty)}",
        text=_text(duty, duty.target_on, today),
        path=f"/duties/{duty.pk}/",
    )


def _distance(target_on: date, today: date) -> str:
    left = (target_on - today).days
    return PASSED if left < 0 else str(min(days for days in WARNED if days >= left))


def when(target_on: date, today: date) -> str:
    """Say in words how near an own target day is."""
    match (target_on - today).days:
        case 0:
            return "Own target day today"
        case 1:
            return "Own target day tomorrow"
        case days if days > 0:
            return f"Own target day in {days} days"
        case _:
            return "Own target day passed"


def _text(duty: Duty, target_on: date, today: date) -> str:
    verb = "was" if target_on < today else "is"
    told = (
        f"Your own target day {verb} {weekday_date(target_on)}. "
        "It is no day of the law: people here set it, and may set another."
    )
    if duty.due_on is not None:
        told += f" The strict last day set by the texts is {weekday_date(duty.due_on)}."
    return told
