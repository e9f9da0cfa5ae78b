"""Who may do what with duties, evidence, assessments and reviews.

Officers write everything of their provider; representatives write for the duties that rest on the
representative (AI Act, Art. 54(3)); colleagues read; reviewers at the AI Office decide on what was
submitted and comment on it. Nobody who belongs to a provider, and nobody who wrote or submitted an
assessment, decides on it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from obligations.law.terms import Bearer
from obligations.models import Assessment, Duty, Evidence
from providers.actors import Actor, Role, Scope
from providers.errors import NotPermitted
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_attach(actor: Actor, duty: Duty) -> None:
    """Let evidence for a duty be recorded, linked and unlinked by those who answer for the duty."""
    _check_answers_for(actor, duty, what=pgettext("may", "record evidence for this duty"))


def check_change_evidence(actor: Actor, evidence: Evidence) -> None:
    """Let a piece of evidence be changed by those who answer for every duty it speaks for."""
    if actor.role_in(evidence.provider_id) is not Role.REPRESENTATIVE:
        _check_officer(actor, evidence.provider, what=pgettext("may", "change this evidence"))
        return
    check_scope(actor, Scope.WRITE)
    links = evidence.links.filter(unlinked_at=None)
    bearers = set(links.values_list("duty__bearer", flat=True))
    if bearers != {Bearer.REPRESENTATIVE.value}:
        raise NotPermitted(
            _(
                "Only officers of {provider} may change this evidence: it does not speak for "
                "duties of the representative alone."
            ).format(provider=evidence.provider)
        )


def check_assign(actor: Actor, duty: Duty) -> None:
    """Let officers say who works on a duty and until when."""
    _check_officer(actor, duty.provider, what=pgettext("may", "assign this duty"))


def check_choose_many(actor: Actor, provider: Provider) -> None:
    """Let those who answer for duties of a provider choose many; each is checked for itself."""
    check_scope(actor, Scope.WRITE)
    roles = (Role.OFFICER, Role.REPRESENTATIVE)
    check_role(actor, provider, *roles, what=pgettext("may", "change several duties at once"))


def check_upload(actor: Actor, provider: Provider) -> None:
    """Let those who answer for duties of a provider send files; what for is checked at its use."""
    check_scope(actor, Scope.WRITE)
    roles = (Role.OFFICER, Role.REPRESENTATIVE)
    check_role(actor, provider, *roles, what=pgettext("may", "send files"))


def check_choose_route(actor: Actor, duty: Duty) -> None:
    """Let those who answer for a duty say how they demonstrate it."""
    _check_answers_for(actor, duty, what=pgettext("may", "choose how this duty is demonstrated"))


def check_draft(actor: Actor, duty: Duty) -> None:
    """Let those who answer for a duty draft an assessment of it."""
    _check_answers_for(actor, duty, what=pgettext("may", "assess this duty"))


def check_edit(actor: Actor, assessment: Assessment) -> None:
    """Let those who answer for the duty edit its draft."""
    _check_answers_for(actor, assessment.duty, what=pgettext("may", "edit this assessment"))


def check_submit(actor: Actor, assessment: Assessment) -> None:
    """Let those who answer for the duty hand its assessment in, or take it back."""
    _check_answers_for(actor, assessment.duty, what=pgettext("may", "submit this assessment"))


def check_decide(actor: Actor, assessment: Assessment) -> None:
    """Let a reviewer decide who has no part in the assessment and none in its provider."""
    check_scope(actor, Scope.REVIEW)
    if not actor.is_office or actor.user_id is None:
        raise NotPermitted(_("Only reviewers at the AI Office may decide on an assessment."))
    if actor.user_id in assessment.authors:
        raise NotPermitted(_("Who wrote or submitted an assessment cannot decide on it."))
    if actor.role_in(assessment.provider_id) is not None:
        raise NotPermitted(_("A member of the provider cannot decide on its assessments."))


def check_comment(
    actor: Actor, duty: Duty, assessment: Assessment | None = None, *, is_shared: bool = False
) -> None:
    """Let officers and representatives comment, and reviewers comment on what was submitted."""
    if actor.is_office and actor.role_in(duty.provider_id) is None:
        check_scope(actor, Scope.REVIEW)
        if not is_shared or assessment is None:
            raise NotPermitted(
                _("The AI Office comments on assessments that were submitted to it.")
            )
        return
    check_scope(actor, Scope.WRITE)
    if actor.user_id is None:
        raise NotPermitted(_("Comments are written by people."))
    roles = (Role.OFFICER, Role.REPRESENTATIVE)
    check_role(actor, duty.provider, *roles, what=pgettext("may", "comment on this duty"))


def check_request_answer(actor: Actor, duty: Duty) -> None:
    """Let reviewers set a day by which they ask for an answer."""
    if not actor.is_office or actor.role_in(duty.provider_id) is not None:
        raise NotPermitted(_("Only reviewers at the AI Office may set a day for an answer."))


def check_give_access(actor: Actor, provider: Provider) -> None:
    """Let reviewers who read every provider, and the operator, say who else reads one."""
    if actor.is_system:
        return
    check_scope(actor, Scope.REVIEW)
    if not actor.reads_for_office or actor.user_id is None:
        raise NotPermitted(
            _("Only reviewers at the AI Office who read every provider may give or end access.")
        )
    if actor.role_in(provider.pk) is not None:
        raise NotPermitted(_("A member of the provider cannot say who at the AI Office reads it."))


def check_office_note(actor: Actor, provider: Provider) -> None:
    """Let reviewers note something about providers they do not belong to."""
    check_scope(actor, Scope.REVIEW)
    if not actor.is_office or actor.user_id is None:
        raise NotPermitted(_("Only reviewers at the AI Office may write these notes."))
    if actor.role_in(provider.pk) is not None:
        raise NotPermitted(_("A member of the provider cannot write notes about it."))


def _check_answers_for(actor: Actor, duty: Duty, *, what: str) -> None:
    if actor.role_in(duty.provider_id) is not Role.REPRESENTATIVE:
        _check_officer(actor, duty.provider, what=what)
        return
    check_scope(actor, Scope.WRITE)
    if duty.bearer != Bearer.REPRESENTATIVE:
        told = _("Only officers of {provider} may {what}: it rests on the provider itself.")
        raise NotPermitted(told.format(provider=duty.provider, what=what))


def _check_officer(actor: Actor, provider: Provider, *, what: str) -> None:
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=what)
