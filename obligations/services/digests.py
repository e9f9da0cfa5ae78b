"""What people are told about a refresh: one notice, however many duties it opened."""

from __future__ import annotations

from datetime import date, datetime

from obligations.law.deadlines import brussels_day
from obligations.law.terms import Bearer
from obligations.law.wording import weekday_date
from obligations.queries import notices as queries
from obligations.services import notices
from obligations.services.changes import Change, Changes
from obligations.services.counting import counted
from providers.actors import Role
from providers.models import AIModel, Provider

KIND = "duties.newly-owed"
SHOWN = 12


def tell(
    changes: Changes,
    *,
    provider: Provider,
    ai_model: AIModel | None,
    now: datetime,
) -> int:
    """Tell the provider's officers what is newly owed; return how many people were told.

    Representatives are told too where one of the duties rests on them.
    """
    if not changes.newly_owed:
        return 0
    roles = [Role.OFFICER]
    if any(one.bearer == Bearer.REPRESENTATIVE for one in changes.newly_owed):
        roles.append(Role.REPRESENTATIVE)
    count = counted(len(changes.newly_owed), "newly owed duty", "newly owed duties")
    about = f" for {ai_model.name}" if ai_model else ""
    return notices.queue(
        recipients=queries.people(provider, *roles),
        kind=KIND,
        key=f"newly-owed:{changes.newly_owed[0].duty_id}:{now.isoformat()}",
        title=f"{count}{about}",
        text=_text(changes, brussels_day(now)),
        path=f"/models/{ai_model.pk}/" if ai_model else "/duties/",
        provider=provider,
        now=now,
    )


def _text(changes: Changes, today: date) -> str:
    by_day = sorted(changes.newly_owed, key=lambda one: (one.due_on is None, one.due_on, one.title))
    lines = [_line(one, today) for one in by_day[:SHOWN]]
    if len(by_day) > SHOWN:
        lines.append(f"And {len(by_day) - SHOWN} more.")
    if changes.changed:
        lines.append(f"Besides, {counted(len(changes.changed), 'duty', 'duties')} changed.")
    if changes.ended:
        lines.append(f"Besides, {counted(len(changes.ended), 'duty', 'duties')} ended.")
    lines.append("Why each applies stands on its page.")
    return "\n".join(lines)


def _line(change: Change, today: date) -> str:
    if change.due_on is None:
        return f"{change.title} ({change.key}): the law sets no day."
    verb = "was due" if change.due_on < today else "due"
    return f"{change.title} ({change.key}): {verb} {weekday_date(change.due_on)}."
