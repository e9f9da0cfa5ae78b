"""What each action of the audit trail is called: words that follow the name of whoever did it.

``tests/obligations/test_actions.py`` finds every action in the code, so that none goes without.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_CORE = {
    "assessment.drafted": _("began an assessment"),
    "assessment.edited": _("changed the draft"),
    "assessment.submitted": _("submitted the assessment"),
    "assessment.withdrawn": _("took the assessment back"),
    "assessment.accepted": _("accepted the assessment"),
    "assessment.returned": _("returned the assessment"),
    "comment.written": _("wrote a comment"),
    "duty.assigned": _("assigned the duty"),
    "duty.route-chosen": _("chose how it is demonstrated"),
    "duties.refreshed": _("worked the duties out anew"),
    "evidence.attached": _("recorded evidence"),
    "evidence.version-added": _("added a version"),
    "evidence.reworded": _("reworded evidence"),
    "evidence.linked": _("used evidence for a duty"),
    "evidence.unlinked": _("took evidence off a duty"),
    "evidence.withdrawn": _("withdrew evidence"),
    "filter.removed": _("removed a saved view"),
    "filter.saved": _("saved a view of the duties"),
    "export.requested": _("asked for an export"),
    "office-access.ended": _("ended a reviewer's access"),
    "office-access.given": _("gave a reviewer access"),
    "office-access.renewed": _("gave a reviewer access for longer"),
    "office-note.written": _("wrote a note for reviewers"),
    "rendering.kept": _("kept a file made of the document"),
    "upload.cancelled": _("gave an upload up"),
    "upload.opened": _("began to send a file"),
}

_WHO_IS_BOUND = {
    "fact.recorded": _("recorded a fact"),
    "member.added": _("added a member"),
    "member.invitation_revoked": _("revoked an invitation"),
    "member.invited": _("invited a person"),
    "member.invited_again": _("sent an invitation again"),
    "member.removed": _("removed a member"),
    "member.role_changed": _("changed the role of a member"),
    "model.described": _("described the model"),
    "model.registered": _("registered the model"),
    "models.imported": _("imported models"),
    "person.added_factor": _("added a second factor"),
    "person.became_reviewer": _("made a person a reviewer"),
    "person.channels_chosen": _("chose what reaches them, and how"),
    "person.changed_password": _("set a new password"),
    "person.closed": _("closed an account"),
    "person.created": _("created an account"),
    "person.ended_session": _("signed out in another place"),
    "person.ended_sessions": _("signed out everywhere else"),
    "person.factors_removed": _("took the second factors of a person away"),
    "person.failed_factor": _("gave a wrong code"),
    "person.preferences_changed": _("changed preferences"),
    "person.reading_limited": _("said which providers a reviewer reads"),
    "person.removed_factor": _("took a second factor away"),
    "person.renewed_factor": _("made new recovery codes"),
    "person.signed_in": _("signed in"),
    "provider.created": _("set the provider up"),
    "provider.described": _("described the provider"),
    "provider.two_factors": _("decided whether everybody needs two factors"),
    "team.changed": _("changed a team"),
    "team.ended": _("ended a team"),
    "team.founded": _("founded a team"),
    "token.issued": _("issued a token"),
    "token.revoked": _("revoked a token"),
    "version.added": _("added a version of the model"),
}

_TEXTS_AND_WAYS = {
    "edition-preview.requested": _("asked what a law change means"),
    "edition.added": _("took a new edition over"),
    "edition.applied": _("decided that duties follow the edition"),
    "edition.change-finished": _("finished the change of edition"),
    "edition.followed": _("moved the duties to the edition decided on"),
    "edition.replaced": _("corrected an edition in place"),
    "edition.undone": _("decided that duties follow the edition before"),
    "gap-analysis.recorded": _("recorded a gap analysis"),
    "standards.taken": _("took a list of harmonised standards over"),
    "way.resolved": _("looked at the way again"),
}

_INCIDENTS_AND_REQUESTS = {
    "incident.authority-named": _("named an authority"),
    "incident.authority-told": _("recorded that an authority was told"),
    "incident.bundled": _("bundled the incident with an earlier one"),
    "incident.class-added": _("put the incident in a class"),
    "incident.class-removed": _("took the incident out of a class"),
    "incident.dismissed": _("recorded that it was no serious incident"),
    "incident.edited": _("changed the record of the incident"),
    "incident.escalated": _("treated the near miss as an incident"),
    "incident.opened": _("opened the incident"),
    "incident.parted": _("took the incident out of its bundle"),
    "incident.reopened": _("reopened the incident"),
    "incident.report-discarded": _("threw a draft report away"),
    "incident.report-drafted": _("began a report"),
    "incident.report-edited": _("changed the draft of a report"),
    "incident.report-submitted": _("submitted a report"),
    "incident.resolved": _("recorded that the incident is resolved"),
    "request.answered": _("answered the request"),
    "request.explained": _("explained why circumstances are exceptional"),
    "request.extended": _("recorded a later day for the request"),
    "request.made": _("made a request"),
    "request.recorded": _("recorded a request"),
    "request.taken-back": _("recorded that the request was taken back"),
}

_DOCUMENTS = {
    "compute-entry.added": _("added an entry to the compute ledger"),
    "compute-entry.corrected": _("corrected an entry of the compute ledger"),
    "compute-entry.struck": _("struck an entry of the compute ledger"),
    "document.form-brought-in": _("brought a filled form in"),
    "document.form-taken-over": _("took answers of the filled form over"),
    "document.saved": _("saved answers of the document"),
    "document.started": _("began the document"),
    "document.version-made": _("made a version of the document"),
    "indicator.corrected": _("corrected a reading"),
    "indicator.defined": _("defined an indicator"),
    "indicator.ended": _("ended an indicator"),
    "indicator.read": _("recorded readings"),
    "indicator.redefined": _("defined an indicator anew"),
    "notification.begun": _("began a notification"),
    "notification.edited": _("changed the notification"),
    "notification.sent": _("recorded that the notification was sent"),
    "reassessment.asked-for": _("asked for a reassessment"),
    "reassessment.decided": _("recorded the decision on a reassessment"),
    "safety-entry.recorded": _("recorded an entry on the Framework or a Model Report"),
    "safety-entry.withdrawn": _("withdrew an entry on the Framework or a Model Report"),
    "summary.published": _("published the training summary"),
    "summary.sizes-recorded": _("recorded the sizes of training data"),
    "summary.training-recorded": _("recorded further training"),
    "summary.training-withdrawn": _("withdrew a record of further training"),
}

_PACKAGES = {
    "package.deadline-linked": _("said which deadline the package meets"),
    "package.deadline-unlinked": _("took a deadline off the package"),
    "package.drafted": _("began the package"),
    "package.edited": _("changed the package"),
    "package.gap-explained": _("explained what is missing"),
    "package.item-added": _("added a file"),
    "package.item-assigned": _("said which contents a file supplies"),
    "package.item-removed": _("took a file out"),
    "package.receipt-recorded": _("recorded a receipt"),
    "package.redaction-logged": _("logged a redaction"),
    "package.redaction-struck": _("struck a redaction off the log"),
    "package.sealed": _("sealed the package"),
    "package.sealing-begun": _("began to seal the package"),
    "package.sealing-failed": _("could not seal the package"),
    "package.sealing-stopped": _("stopped the sealing"),
    "package.sent": _("recorded that the package was sent"),
    "package.shared": _("shared the package with the AI Office"),
    "package.unshared": _("took the package back from the AI Office"),
    "signing-key.rotated": _("made a new signing key"),
}

_COPYRIGHT = {
    "complaint.answered": _("answered the complaint"),
    "complaint.erased": _("erased who complained"),
    "complaint.examined": _("began to examine the complaint"),
    "complaint.lodged": _("lodged a complaint"),
    "complaint.logged": _("added to the correspondence of a complaint"),
    "complaint.recorded": _("recorded a complaint that came another way"),
    "complaint.files-added": _("added files to the complaint"),
    "complaint.reopened": _("opened the complaint again"),
    "complaint.written-again": _("wrote again about the complaint"),
    "complaint.repeated": _("closed the complaint as a repetition"),
    "complaint.target-set": _("set a day for the answer"),
    "complaint.unfounded": _("closed the complaint as unfounded"),
    "contact-point.designated": _("designated a contact point"),
    "copyright-policy.recorded": _("recorded a version of the copyright policy"),
    "copyright-summary.published": _("published the summary of the copyright policy"),
    "copyright-policy.draft-discarded": _("threw the draft of the copyright policy away"),
    "copyright-policy.draft-saved": _("saved a draft of the copyright policy"),
    "copyright-summary.withdrawn": _("withdrew the summary of the copyright policy"),
    "crawler.described": _("described a crawler"),
    "crawler.published": _("made a crawler public"),
    "crawler.registered": _("registered a crawler"),
    "crawler.withdrawn": _("withdrew a crawler"),
}

_OUTWARDS = {
    "calendar-feed.issued": _("issued a calendar feed"),
    "calendar-feed.renewed": _("gave the calendar feed a new address"),
    "calendar-feed.revoked": _("revoked the calendar feed"),
    "webhook.added": _("added a webhook"),
    "webhook.changed": _("changed the webhook"),
    "webhook.paused": _("paused the webhook"),
    "webhook.redelivered": _("sent an event of the webhook again"),
    "webhook.removed": _("removed the webhook"),
    "webhook.resumed": _("resumed the webhook"),
    "webhook.secret-renewed": _("renewed the secret of the webhook"),
    "webhook.tested": _("sent a test to the webhook"),
}

ACTIONS: Mapping[str, StrOrPromise] = MappingProxyType(
    _CORE
    | _WHO_IS_BOUND
    | _TEXTS_AND_WAYS
    | _INCIDENTS_AND_REQUESTS
    | _DOCUMENTS
    | _PACKAGES
    | _COPYRIGHT
    | _OUTWARDS
)


def said(name: str) -> str:
    """Say in words what an event of the trail was; one of an older release reads as its name."""
    if name in ACTIONS:
        return str(ACTIONS[name])
    return name.replace(".", " ").replace("-", " ").replace("_", " ")
