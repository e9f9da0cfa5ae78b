"""Write comments on duties, with files, to colleagues or to the AI Office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.law.deadlines import brussels_day
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, Comment, Duty
from obligations.services import announcements, comment_files, remarks, steps
from obligations.storage import IncomingFile
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

LONGEST_WAIT = timedelta(days=5 * 366)


def write(
    *,
    duty: Duty,
    assessment: Assessment | None = None,
    text: str,
    is_shared: bool = False,
    answer_by: date | None = None,
    files: Sequence[IncomingFile] = (),
    by: Actor,
    now: datetime,
) -> Comment:
    """Write a remark: among the provider's people, or shared with the AI Office on a submission.

    ``answer_by`` is a day by which a reviewer asks for an answer; it starts a clock, which the
    provider's next shared remark on the duty meets, and its next submission ends. ``files`` are
    kept with the remark and reach whoever reads it; they are no evidence.
    """
    permissions.check_comment(by, duty, assessment, is_shared=is_shared)
    words = texts.prose(text, field="text")
    if not words:
        raise InvalidInput(_("Write the comment."), field="text")
    _check_addressed(duty, assessment, is_shared)
    if answer_by is not None:
        permissions.check_request_answer(by, duty)
        _check_answer_by(answer_by, brussels_day(now))
    checked = comment_files.read(files, provider=duty.provider, by=by)
    written = Comment(
        provider=duty.provider,
        duty=duty,
        assessment=assessment,
        is_shared=is_shared,
        text=words,
        answer_by=answer_by,
        written_at=now,
        written_by_id=steps.person(by),
        written_by_name=by.name,
    )
    with audit.change(action="comment.written", about=written, by=by, at=now) as event:
        if answer_by is not None:
            _check_stands(assessment)
        written.save(force_insert=True)
        if by.role_in(duty.provider_id) is None:
            remarks.start(written, duty, now=now)
        elif is_shared and assessment is not None:
            remarks.answer(written, now=now)
        announcements.commented(written, duty, by, now)
        kept = comment_files.store(written, checked, now=now)
        event.detail = {"is_shared": is_shared, "text_sha256": sha256(words.encode()).hexdigest()}
        event.detail |= {"files": [one.sha256 for one in kept]} if kept else {}
    return written


def _check_addressed(duty: Duty, assessment: Assessment | None, is_shared: bool) -> None:
    if assessment is not None and assessment.duty_id != duty.pk:
        raise InvalidInput(_("There is no such assessment of this duty."), field="assessment")
    if is_shared and (assessment is None or assessment.submitted_at is None):
        raise InvalidInput(
            _("Only a comment on an assessment that was submitted reaches the AI Office."),
            field="is_shared",
        )


def _check_stands(assessment: Assessment | None) -> None:
    taken_back = Assessment.objects.filter(status=AssessmentStatus.WITHDRAWN)
    if assessment is not None and taken_back.filter(pk=assessment.pk).exists():
        raise InvalidInput(
            _("This submission was taken back: no answer to it can be asked for by a day."),
            field="answer_by",
        )


def _check_answer_by(day: date, today: date) -> None:
    if not today <= day <= today + LONGEST_WAIT:
        raise InvalidInput(
            _("Ask for an answer between {first} and {last}.").format(
                first=today, last=today + LONGEST_WAIT
            ),
            field="answer_by",
        )
