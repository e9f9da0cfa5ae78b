"""The kinds of events a webhook can be sent: causes of notices that concern a whole provider."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_noop as _

KINDS = MappingProxyType(
    {
        "deadline.flagged": _("A deadline came near, fell due or is overdue"),
        "target.reminder": _("An own target day came near or passed"),
        "duties.newly-owed": _("Duties are newly owed"),
        "compute.threshold": _("Training compute comes to the threshold of systemic risk"),
        "edition.changed": _("Another text of the law is in use"),
        "way.fallen": _("A way to demonstrate no longer stands"),
        "assessment.submitted": _("An assessment was submitted"),
        "assessment.withdrawn": _("A submission was taken back"),
        "assessment.accepted": _("A reviewer accepted an assessment"),
        "assessment.returned": _("A reviewer returned an assessment"),
        "comment.written": _("Somebody wrote a comment"),
        "evidence.freshness": _("Evidence goes stale"),
        "incident.opened": _("An incident or a near miss was recorded"),
        "incident.classified": _("An incident was classified"),
        "incident.submitted": _("A report of an incident was submitted"),
        "incident.resolved": _("An incident was resolved"),
        "incident.dismissed": _("An incident turned out to be none"),
        "incident.reopened": _("An incident was opened again"),
        "incident.parted": _("An incident is reported for itself again"),
        "incident.without-clock": _("No clock runs for an incident that is not closed"),
        "complaint.received": _("A rightsholder complained"),
        "package.shared": _("A package was shared with the AI Office"),
    }
)
# What is told to reviewers alone and is all the same the provider's own act, without their words.
OWN_ACTS = frozenset({"assessment.submitted", "assessment.withdrawn", "package.shared"})
# What concerns one person alone stays with that person; what concerns webhooks would run in rings.
NEVER = ("duty.assigned", "webhook.")
TEST = "webhook.test"
