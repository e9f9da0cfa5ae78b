"""What each action of the audit trail is called: words that follow the name of whoever did it.

``tests/obligations/test_actions.py`` finds every action in the code, so that none goes without.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CORE = {
    "assessment.drafted": "began an assessment",
    "assessment.edited": "changed the draft",
    "assessment.submitted": "submitted the assessment",
    "assessment.withdrawn": "took the assessment back",
    "assessment.accepted": "accepted the assessment",
    "assessment.returned": "returned the assessment",
    "comment.written": "wrote a comment",
    "duty.assigned": "assigned the duty",
    "duty.route-chosen": "chose how it is demonstrated",
    "duties.refreshed": "worked the duties out anew",
    "evidence.attached": "recorded evidence",
    "evidence.version-added": "added a version",
    "evidence.reworded": "reworded evidence",
    "evidence.linked": "used evidence for a duty",
    "evidence.unlinked": "took evidence off a duty",
    "evidence.withdrawn": "withdrew evidence",
    "filter.removed": "removed a saved view",
    "filter.saved": "saved a view of the duties",
    "export.requested": "asked for an export",
    "office-note.written": "wrote a note for reviewers",
    "rendering.kept": "kept a file made of the document",
}

_WHO_IS_BOUND = {
    "fact.recorded": "recorded a fact",
    "member.added": "added a member",
    "member.invitation_revoked": "revoked an invitation",
    "member.invited": "invited a person",
    "member.invited_again": "sent an invitation again",
    "member.removed": "removed a member",
    "member.role_changed": "changed the role of a member",
    "model.described": "described the model",
    "model.registered": "registered the model",
    "models.imported": "imported models",
    "person.added_factor": "added a second factor",
    "person.became_reviewer": "made a person a reviewer",
    "person.channels_chosen": "chose what reaches them, and how",
    "person.changed_password": "set a new password",
    "person.closed": "closed an account",
    "person.created": "created an account",
    "person.ended_session": "signed out in another place",
    "person.ended_sessions": "signed out everywhere else",
    "person.factors_removed": "took the second factors of a person away",
    "person.failed_factor": "gave a wrong code",
    "person.preferences_changed": "changed preferences",
    "person.removed_factor": "took a second factor away",
    "person.renewed_factor": "made new recovery codes",
    "person.signed_in": "signed in",
    "provider.created": "set the provider up",
    "provider.described": "described the provider",
    "provider.two_factors": "decided whether everybody needs two factors",
    "team.changed": "changed a team",
    "team.ended": "ended a team",
    "team.founded": "founded a team",
    "token.issued": "issued a token",
    "token.revoked": "revoked a token",
    "version.added": "added a version of the model",
}

_TEXTS_AND_WAYS = {
    "edition-preview.requested": "asked what a law change means",
    "edition.added": "took a new edition over",
    "edition.applied": "decided that duties follow the edition",
    "edition.change-finished": "finished the change of edition",
    "edition.followed": "moved the duties to the edition decided on",
    "edition.replaced": "corrected an edition in place",
    "edition.undone": "decided that duties follow the edition before",
    "gap-analysis.recorded": "recorded a gap analysis",
    "standards.taken": "took a list of harmonised standards over",
    "way.resolved": "looked at the way again",
}

_INCIDENTS_AND_REQUESTS = {
    "incident.authority-named": "named an authority",
    "incident.authority-told": "recorded that an authority was told",
    "incident.bundled": "bundled the incident with an earlier one",
    "incident.class-added": "put the incident in a class",
    "incident.class-removed": "took the incident out of a class",
    "incident.dismissed": "recorded that it was no serious incident",
    "incident.edited": "changed the record of the incident",
    "incident.escalated": "treated the near miss as an incident",
    "incident.opened": "opened the incident",
    "incident.parted": "took the incident out of its bundle",
    "incident.reopened": "reopened the incident",
    "incident.report-discarded": "threw a draft report away",
    "incident.report-drafted": "began a report",
    "incident.report-edited": "changed the draft of a report",
    "incident.report-submitted": "submitted a report",
    "incident.resolved": "recorded that the incident is resolved",
    "request.answered": "answered the request",
    "request.explained": "explained why circumstances are exceptional",
    "request.extended": "recorded a later day for the request",
    "request.made": "made a request",
    "request.recorded": "recorded a request",
    "request.taken-back": "recorded that the request was taken back",
}

_DOCUMENTS = {
    "compute-entry.added": "added an entry to the compute ledger",
    "compute-entry.corrected": "corrected an entry of the compute ledger",
    "compute-entry.struck": "struck an entry of the compute ledger",
    "document.form-brought-in": "brought a filled form in",
    "document.form-taken-over": "took answers of the filled form over",
    "document.saved": "saved answers of the document",
    "document.started": "began the document",
    "document.version-made": "made a version of the document",
    "indicator.corrected": "corrected a reading",
    "indicator.defined": "defined an indicator",
    "indicator.ended": "ended an indicator",
    "indicator.read": "recorded readings",
    "indicator.redefined": "defined an indicator anew",
    "notification.begun": "began a notification",
    "notification.edited": "changed the notification",
    "notification.sent": "recorded that the notification was sent",
    "reassessment.asked-for": "asked for a reassessment",
    "reassessment.decided": "recorded the decision on a reassessment",
    "safety-entry.recorded": "recorded an entry on the Framework or a Model Report",
    "safety-entry.withdrawn": "withdrew an entry on the Framework or a Model Report",
    "summary.published": "published the training summary",
    "summary.sizes-recorded": "recorded the sizes of training data",
    "summary.training-recorded": "recorded further training",
    "summary.training-withdrawn": "withdrew a record of further training",
}

_PACKAGES = {
    "package.deadline-linked": "said which deadline the package meets",
    "package.deadline-unlinked": "took a deadline off the package",
    "package.drafted": "began the package",
    "package.edited": "changed the package",
    "package.gap-explained": "explained what is missing",
    "package.item-added": "added a file",
    "package.item-assigned": "said which contents a file supplies",
    "package.item-removed": "took a file out",
    "package.receipt-recorded": "recorded a receipt",
    "package.redaction-logged": "logged a redaction",
    "package.redaction-struck": "struck a redaction off the log",
    "package.sealed": "sealed the package",
    "package.sealing-begun": "began to seal the package",
    "package.sealing-failed": "could not seal the package",
    "package.sealing-stopped": "stopped the sealing",
    "package.sent": "recorded that the package was sent",
    "package.shared": "shared the package with the AI Office",
    "package.unshared": "took the package back from the AI Office",
    "signing-key.rotated": "made a new signing key",
}

_COPYRIGHT = {
    "complaint.answered": "answered the complaint",
    "complaint.erased": "erased who complained",
    "complaint.examined": "began to examine the complaint",
    "complaint.lodged": "lodged a complaint",
    "complaint.logged": "added to the correspondence of a complaint",
    "complaint.recorded": "recorded a complaint that came another way",
    "complaint.files-added": "added files to the complaint",
    "complaint.reopened": "opened the complaint again",
    "complaint.written-again": "wrote again about the complaint",
    "complaint.repeated": "closed the complaint as a repetition",
    "complaint.target-set": "set a day for the answer",
    "complaint.unfounded": "closed the complaint as unfounded",
    "contact-point.designated": "designated a contact point",
    "copyright-policy.recorded": "recorded a version of the copyright policy",
    "copyright-summary.published": "published the summary of the copyright policy",
    "copyright-policy.draft-discarded": "threw the draft of the copyright policy away",
    "copyright-policy.draft-saved": "saved a draft of the copyright policy",
    "copyright-summary.withdrawn": "withdrew the summary of the copyright policy",
    "crawler.described": "described a crawler",
    "crawler.published": "made a crawler public",
    "crawler.registered": "registered a crawler",
    "crawler.withdrawn": "withdrew a crawler",
}

_OUTWARDS = {
    "calendar-feed.issued": "issued a calendar feed",
    "calendar-feed.renewed": "gave the calendar feed a new address",
    "calendar-feed.revoked": "revoked the calendar feed",
    "webhook.added": "added a webhook",
    "webhook.changed": "changed the webhook",
    "webhook.paused": "paused the webhook",
    "webhook.redelivered": "sent an event of the webhook again",
    "webhook.removed": "removed the webhook",
    "webhook.resumed": "resumed the webhook",
    "webhook.secret-renewed": "renewed the secret of the webhook",
    "webhook.tested": "sent a test to the webhook",
}

ACTIONS: Mapping[str, str] = MappingProxyType(
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
    return ACTIONS.get(name, name.replace(".", " ").replace("-", " ").replace("_", " "))
