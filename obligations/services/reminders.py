"""What people are told when the flag of a deadline changes, of a duty or of a matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from obligations.law.deadlines import Flag, brussels_day
from obligations.law.terms import Bearer
from obligations.law.wording import weekday_date
from obligations.queries import notices as queries
from obligations.services.notices import Message
from providers.actors import Role
from providers.models import AIModel

KIND = "deadline.flagged"


@dataclass(frozen=True, slots=True)
class Flagged:
    """The columns of a deadline, and of its duty if any, that a scan and its reminders need."""

    pk: UUID
    provider_id: UUID
    ai_model_id: UUID | None
    title: str
    cite: str
    due_on: date
    rolled_on: date
    due_at: datetime
    flag: str
    duty_id: UUID | None
    assignee_id: UUID | None
    team_id: UUID | None
    bearer: str | None
    matter_title: str
    path: str

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "pk",
        "provider_id",
        "ai_model_id",
        "title",
        "cite",
        "due_on",
        "rolled_on",
        "due_at",
        "flag",
        "duty_id",
        "duty__assignee_id",
        "duty__team_id",
        "duty__bearer",
        "matter_title",
        "path",
    )

    @property
    def page(self) -> str:
        """The address of the page where one acts on it."""
        return self.path or f"/duties/{self.duty_id}/"


def messages(
    changed: Sequence[Flagged], flags: Mapping[datetime, Flag], now: datetime
) -> Iterator[Message]:
    """Say whom to tell what about deadlines whose flag changed, reading two more tables once.

    The provider's officers are told, the person or team the duty is assigned to, and the
    representatives where the duty rests on them.
    """
    told = [row for row in changed if flags[row.due_at] is not Flag.NONE]
    if not told:
        return
    today = brussels_day(now)
    members = queries.members_of(row.provider_id for row in told)
    teams = queries.people_of_teams(row.team_id for row in told)
    names = _names(row.ai_model_id for row in told)
    for row in told:
        working = {row.assignee_id} | teams.get(row.team_id or row.pk, frozenset())
        for person in _recipients(row, members.get(row.provider_id, {}), working):
            yield _message(row, flags[row.due_at], person, names.get(row.ai_model_id, ""), today)


def _names(ai_models: Iterable[UUID | None]) -> dict[UUID | None, str]:
    named = AIModel.objects.filter(pk__in={pk for pk in ai_models if pk})
    return dict(named.values_list("pk", "name"))


def _recipients(
    row: Flagged, members: Mapping[UUID, Role], working: Collection[UUID | None]
) -> Iterator[UUID]:
    roles = {Role.OFFICER}
    if row.bearer == Bearer.REPRESENTATIVE:
        roles.add(Role.REPRESENTATIVE)
    return (person for person, role in members.items() if role in roles or person in working)


def _message(row: Flagged, flag: Flag, person: UUID, model: str, today: date) -> Message:
    names = ", ".join(name for name in (row.matter_title, model) if name)
    about = f" ({names})" if names else ""
    return Message(
        recipient_id=person,
        provider_id=row.provider_id,
        kind=KIND,
        key=f"deadline:{row.pk}:{flag}",
        title=f"{when(row.due_on, today)}: {row.title}{about}",
        text=_text(row, today),
        path=row.page,
        # A clock that an event started, and a day that is past, bear no waiting (decision 93).
        is_always_mailed=row.duty_id is None or flag is Flag.OVERDUE,
    )


def when(due_on: date, today: date) -> str:
    """Say in words how near a last day is."""
    match (due_on - today).days:
        case 0:
            return "Due today"
        case 1:
            return "Due tomorrow"
        case days if days > 0:
            return f"Due in {days} days"
        case -1:
            return "Overdue by 1 day"
        case days:
            return f"Overdue by {-days} days"


def _text(row: Flagged, today: date) -> str:
    verb = "was" if row.due_on < today else "is"
    told = f"The strict last day {verb} {weekday_date(row.due_on)} in Brussels ({row.cite})."
    if row.rolled_on > row.due_on:
        told += (
            f" Regulation 1182/71 might allow {weekday_date(row.rolled_on)}; "
            "work to the earlier day."
        )
    return told
