"""Who is told what about assessments, decisions and comments; queued where they happen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from obligations.law.terms import Bearer
from obligations.law.workflow import Decision
from obligations.models import Assessment, Comment, Duty, Review
from obligations.queries import mentions
from obligations.queries import notices as people
from obligations.services import notices
from providers.actors import Actor, Role


def submitted(assessment: Assessment, duty: Duty, now: datetime, *, has_ended: bool) -> None:
    """Tell the reviewers who may decide that a submission waits for them, and what it ended."""
    told = f"{duty.provider} submitted its assessment of {duty.cite}. It awaits a decision."
    if has_ended:
        told = f"{told} Answers that were asked for before by a day are waited for no longer."
    _tell(
        set(people.reviewers(duty.provider)) - set(assessment.authors),
        kind="assessment.submitted",
        key=f"assessment:{assessment.pk}:submitted",
        title=f"Submitted: {about(duty)}",
        text=told,
        path=_office_path(assessment.pk),
        duty=duty,
        now=now,
    )


def withdrawn(
    assessment: Assessment, duty: Duty, reason: str, now: datetime, *, has_ended: bool
) -> None:
    """Tell the reviewers that a submission was taken back, why, and what that ended."""
    told = f"{duty.provider} took its submission back: {reason}"
    if has_ended:
        told = (
            f"{duty.provider} took its submission back, and the answers that were asked for by "
            f"a day are waited for no longer: {reason}"
        )
    _tell(
        set(people.reviewers(duty.provider)) - set(assessment.authors),
        kind="assessment.withdrawn",
        key=f"assessment:{assessment.pk}:withdrawn",
        title=f"Taken back: {about(duty)}",
        text=told,
        path=_office_path(assessment.pk),
        duty=duty,
        now=now,
    )


def decided(review: Review, assessment: Assessment, duty: Duty, now: datetime) -> None:
    """Tell those who answer for the duty, and who submitted it, what was decided and why."""
    _tell(
        _answering_for(duty, *assessment.authors),
        kind=f"assessment.{review.decision}",
        key=f"assessment:{assessment.pk}:{review.decision}",
        title=_decision(review, duty),
        text=_reason(review),
        path=_duty_path(duty),
        duty=duty,
        now=now,
    )


def _decision(review: Review, duty: Duty) -> str:
    if review.decision == Decision.ACCEPTED:
        return f"Accepted: {about(duty)}"
    return f"Returned: {about(duty)}"


def _reason(review: Review) -> str:
    if review.decision == Decision.ACCEPTED:
        return f"A reviewer at the AI Office accepted the assessment: {review.reason}"
    return f"A reviewer at the AI Office returned the assessment: {review.reason}"


def commented(comment: Comment, duty: Duty, by: Actor, now: datetime) -> None:
    """Tell the other side of a shared comment; tell the provider's people of an internal one.

    Members whom a colleague names with an @ are told that they are.
    """
    is_from_provider = by.role_in(duty.provider_id) is not None
    to_office = comment.is_shared and is_from_provider
    wish = f" An answer is asked for by {comment.answer_by}." if comment.answer_by else ""
    called = _mentioned(comment, duty, now) if is_from_provider else frozenset()
    others = _in_the_conversation(comment) if to_office else _answering_for(duty)
    _tell(
        others - called - {by.user_id},
        kind="comment.written",
        key=f"comment:{comment.pk}",
        title=f"Comment: {about(duty)}",
        text=f"{comment.written_by_name} wrote a comment.{wish}",
        path=_office_path(comment.assessment_id) if to_office else _duty_path(duty),
        duty=duty,
        now=now,
    )


def _mentioned(comment: Comment, duty: Duty, now: datetime) -> frozenset[UUID]:
    """Tell the members whom a comment names, the writer apart; return them."""
    called = mentions.mentioned(comment.text, duty.provider) - {comment.written_by_id}
    _tell(
        called,
        # Of one kind and key with the comment: it is told of once to each, and once to a webhook.
        kind="comment.written",
        key=f"comment:{comment.pk}",
        title=f"You are mentioned: {about(duty)}",
        text=f"{comment.written_by_name} names you in a comment.",
        path=_duty_path(duty),
        duty=duty,
        now=now,
    )
    return called


def _tell(
    recipients: Iterable[UUID],
    *,
    kind: str,
    key: str,
    title: str,
    text: str,
    path: str,
    duty: Duty,
    now: datetime,
) -> None:
    notices.queue(
        recipients=recipients,
        kind=kind,
        key=key,
        title=title,
        text=text,
        path=path,
        provider=duty.provider,
        now=now,
    )


def answering_for(duty: Duty, members: Mapping[UUID, Role], *others: UUID) -> set[UUID]:
    """Name the members who answer for a duty; the others named are told too, if still members."""
    roles = {Role.OFFICER}
    if duty.bearer == Bearer.REPRESENTATIVE:
        roles.add(Role.REPRESENTATIVE)
    named = {duty.assignee_id, *others}
    if duty.team_id is not None:
        named |= people.people_of_teams([duty.team_id]).get(duty.team_id, frozenset())
    return {user for user, role in members.items() if role in roles or user in named}


def _answering_for(duty: Duty, *others: UUID) -> set[UUID]:
    members = people.members_of([duty.provider_id]).get(duty.provider_id, {})
    return answering_for(duty, members, *others)


def _in_the_conversation(comment: Comment) -> set[UUID]:
    """Name the reviewers who decided or wrote on the submission; all of them while nobody has."""
    reviewers = set(people.reviewers(comment.provider))
    written = Comment.objects.filter(assessment=comment.assessment_id, is_shared=True)
    known = set(written.values_list("written_by_id", flat=True))
    known |= set(
        Review.objects.filter(assessment=comment.assessment_id).values_list(
            "decided_by_id", flat=True
        )
    )
    return known & reviewers or reviewers


def about(duty: Duty) -> str:
    """Name a duty and its model, for the title of a notice."""
    model = f" ({duty.ai_model.name})" if duty.ai_model else ""
    return f"{duty.obligation.title}{model}"


def _duty_path(duty: Duty) -> str:
    return f"/duties/{duty.pk}/"


def _office_path(assessment_id: UUID | None) -> str:
    return f"/office/submissions/{assessment_id}/"
