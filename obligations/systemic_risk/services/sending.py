"""Send a notification: freeze its files, and record the facts that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.law.milestones import CHAPTER_V_APPLIES
from obligations.law.periods import strict_end
from obligations.law.terms import Period, Unit
from obligations.models import Rendering
from obligations.services import renderings, sharing
from obligations.systemic_risk.exports import notification as files
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.models.notifications import Status
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import position
from obligations.systemic_risk.services import announcements
from obligations.systemic_risk.services.notifications import check_draft
from providers import reader, text, written
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.services import audit, facts, revisions
from providers.services.facts import NewFact

KEPT = Period(10, Unit.YEARS)
KEPT_BECAUSE = (
    "Art. 52 states no period; ten years as for technical documentation (own inference, O-52-1)."
)


@dataclass(frozen=True)
class Sent:
    """A notification that was sent, and what its facts changed."""

    notification: Notification
    changes: Any


def send(
    *,
    notification: Notification,
    sent_on: date,
    channel: str,
    reference: str = "",
    revision: int,
    by: Actor,
    now: datetime,
) -> Sent:
    """Record that a draft was sent on a day: its PDF and JSON are kept as they are, for good.

    The facts ``notification`` and, where arguments went with it, ``rebuttal`` are recorded in the
    same transaction, so the duty of Art. 52(1) is met by it, and the AI Office reads it. Raises
    InvalidInput, NotAllowedNow where it was sent already, StaleRevision.
    """
    check_write(by, notification.provider)
    channel, reference = _clean(sent_on, channel, reference, now)
    with audit.change(action="notification.sent", about=notification, by=by, at=now) as event:
        check_draft(notification)
        notification.refresh_from_db()
        _check_day(notification, sent_on)
        notification.sent_on, notification.channel = sent_on, channel
        notification.reference = reference
        pdf, data = _files(notification, sent_on, by, now)
        revisions.claim(
            notification,
            revision=revision,
            status=Status.SENT,
            sent_on=sent_on,
            channel=channel,
            reference=reference,
            pdf=pdf,
            data=data,
            sent_at=now,
            sent_by_id=by.user_id,
            sent_by_name=by.name,
        )
        recorded = facts.record_all(
            provider=notification.provider,
            ai_model=notification.ai_model,
            facts=_facts(notification, sent_on),
            by=by,
            now=now,
        )
        event.detail = {"sent_on": sent_on, "channel": channel, "reference": reference}
        event.detail |= {"pdf": pdf.sha256, "json": data.sha256}
        sharing.with_office(notification.provider, notification.ai_model, now=now)
        announcements.notified(notification, now)
    return Sent(notification, recorded.changes)


def _clean(sent_on: date, channel: str, reference: str, now: datetime) -> tuple[str, str]:
    problems, today = Problems(), brussels_day(now)
    with problems.gathered():
        if not CHAPTER_V_APPLIES <= sent_on <= today:
            told = _("Give the day it was sent, from {first} to today ({today}).").format(
                first=CHAPTER_V_APPLIES, today=today
            )
            raise InvalidInput(told, field="sent_on")
    with problems.gathered():
        channel = text.name(channel, field="channel")
    with problems.gathered():
        reference = text.name(reference, field="reference") if reference.strip() else ""
    problems.raise_any()
    return channel, reference


def _check_day(notification: Notification, sent_on: date) -> None:
    """Refuse a day that contradicts a recorded one, or comes before what it follows."""
    found = position.current(notification.ai_model)
    before = notification.follows
    if before is not None and before.sent_on is not None:
        if sent_on < before.sent_on:
            told = _("The notification it follows was sent on {day}.").format(
                day=written.long_day(before.sent_on, reader.language())
            )
            raise InvalidInput(told, field="sent_on")
        return
    recorded = position.value(found, "notification").get("submitted_on")
    accepted = position.value(found, "rebuttal").get("accepted_on")
    if recorded and not accepted and recorded != sent_on.isoformat():
        told = _(
            "A notification is recorded as submitted on {day}: give that day, since arguments "
            "go with it, or correct the fact first."
        ).format(day=written.long_day(date.fromisoformat(recorded), reader.language()))
        raise InvalidInput(told, field="sent_on")


def _files(
    notification: Notification, sent_on: date, by: Actor, now: datetime
) -> tuple[Rendering, Rendering]:
    answers = ["aia-52-1", *(["aia-52-2"] if notification.with_rebuttal else [])]
    made = (("pdf", files.pdf(notification)), ("json", files.as_json(notification)))
    pdf, data = (
        renderings.keep(
            provider=notification.provider,
            ai_model=notification.ai_model,
            subject="notification",
            subject_id=notification.pk,
            recipient="office",
            title=f"Notification under Art. 52(1): {notification.model_name}",
            file_name=f"notification-{sent_on}.{ending}",
            content=content,
            answers=answers,
            keep_until=strict_end(sent_on, KEPT),
            keep_because=KEPT_BECAUSE,
            by=by,
            now=now,
        )
        for ending, content in made
    )
    return pdf, data


def _facts(notification: Notification, sent_on: date) -> list[NewFact]:
    source = f"Notification {notification.pk}"
    values = {"notification": {"submitted_on": sent_on}}
    if notification.with_rebuttal:
        values["rebuttal"] = {"submitted_on": sent_on}
    return [
        NewFact(kind=kind, value=value, known_on=sent_on, source=source)
        for kind, value in values.items()
    ]
