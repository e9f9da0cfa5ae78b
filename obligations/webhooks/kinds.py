"""The kinds of events a webhook can be sent: causes of notices that concern a whole provider."""

from __future__ import annotations

from types import MappingProxyType

KINDS = MappingProxyType(
    {
        "deadline.flagged": "A deadline came near, fell due or is overdue",
        "duties.newly-owed": "Duties are newly owed",
        "edition.changed": "Another text of the law is in use",
        "way.fallen": "A way to demonstrate no longer stands",
        "assessment.submitted": "An assessment was submitted",
        "assessment.withdrawn": "A submission was taken back",
        "assessment.accepted": "A reviewer accepted an assessment",
        "assessment.returned": "A reviewer returned an assessment",
        "comment.written": "Somebody wrote a comment",
        "evidence.freshness": "Evidence goes stale",
        "incident.opened": "An incident or a near miss was recorded",
        "incident.classified": "An incident was classified",
        "incident.submitted": "A report of an incident was submitted",
        "incident.resolved": "An incident was resolved",
        "incident.dismissed": "An incident turned out to be none",
        "incident.reopened": "An incident was opened again",
        "complaint.received": "A rightsholder complained",
        "package.shared": "A package was shared with the AI Office",
    }
)
# What is told to reviewers alone and is all the same the provider's own act, without their words.
OWN_ACTS = frozenset({"assessment.submitted", "assessment.withdrawn", "package.shared"})
# What concerns one person alone stays with that person; what concerns webhooks would run in rings.
NEVER = ("duty.assigned", "webhook.")
TEST = "webhook.test"
