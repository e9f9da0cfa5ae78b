"""State changes are claims: an update that only succeeds while the state is still what was read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from obligations.law.workflow import AssessmentStatus, is_step
from obligations.models import Assessment
from providers.actors import Actor
from providers.errors import DomainError, NotPermitted

# What an assessment is, within a sentence.
_STATES = {
    AssessmentStatus.DRAFT: pgettext_lazy("the assessment is", "draft"),
    AssessmentStatus.SUBMITTED: pgettext_lazy("the assessment is", "submitted"),
    AssessmentStatus.ACCEPTED: pgettext_lazy("the assessment is", "accepted"),
    AssessmentStatus.RETURNED: pgettext_lazy("the assessment is", "returned"),
    AssessmentStatus.WITHDRAWN: pgettext_lazy("the assessment is", "withdrawn"),
}


class NotAllowedNow(DomainError):
    """The workflow has no such step from the present state, or someone else took it first."""


def person(by: Actor) -> UUID:
    """Give who takes the step; raise NotPermitted for the timetable."""
    if by.user_id is None:
        raise NotPermitted(_("This is done by a person, not by the timetable."))
    return by.user_id


def said(status: str) -> str:
    """Say what an assessment is: draft, submitted, accepted, returned, withdrawn."""
    return str(_STATES[AssessmentStatus(status)])


def move(row: Assessment, *, to: AssessmentStatus, **fields: Any) -> None:
    """Take a step of the workflow and set what belongs to it; of two at once, one wins.

    Raises NotAllowedNow for the other one, and for a step that the table does not have.
    """
    check(row, to=to)
    present = row.status
    mine = Assessment.objects.filter(pk=row.pk, status=present)
    if not mine.update(status=to, revision=F("revision") + 1, **fields):
        told = _("Someone else was faster: the assessment is no longer {present}.")
        raise NotAllowedNow(told.format(present=said(present)))
    row.refresh_from_db()


def check(row: Assessment, *, to: AssessmentStatus) -> None:
    """Raise NotAllowedNow for a step that the table does not have."""
    present = AssessmentStatus(row.status)
    if not is_step(present, to):
        told = _("An assessment that is {present} cannot become {to}.")
        raise NotAllowedNow(told.format(present=said(present), to=said(to)))
