"""Every kind of row that a position consists of, and those that are none, each with its reason.

A test of the house holds the two together: a kind that names a provider is in one of them.
"""

from __future__ import annotations

from obligations.dossiers.queries.kinds import (
    article_52,
    copyright_desk,
    documents,
    duties,
    evidence,
    incidents,
    indicators,
    packages,
    requests,
    routes,
    safety,
    subject,
)
from obligations.dossiers.queries.parts import Part

PARTS: tuple[Part, ...] = (
    *subject.PARTS,
    *duties.PARTS,
    *evidence.PARTS,
    *routes.PARTS,
    *documents.PARTS,
    *requests.PARTS,
    *article_52.PARTS,
    *safety.PARTS,
    *incidents.PARTS,
    *copyright_desk.PARTS,
    *indicators.PARTS,
    *packages.PARTS,
)
# Kinds that name a provider and are no part of a model's position.
LEFT_OUT = {
    "providers.audithead": "the end of the trail; its number and hash are stated",
    "providers.auditevent": "the trail of the whole provider, which has pages and routes of its "
    "own; how many events there are and the last hash are stated",
    "providers.membership": "who may act for the provider, not where a model stands",
    "providers.team": "who works for the provider, not where a model stands",
    "providers.officeaccess": "who at the AI Office reads what was shared, which the Office says",
    "providers.invitation": "who may act for the provider, not where a model stands",
    "providers.importdraft": "a list that was looked at and not taken in",
    "obligations.storedfile": "bytes; every row that speaks of them states their SHA-256",
    "obligations.editionstep": "how far the operator's change of a text is; the duties tell what "
    "came of it",
    "obligations.mail": "letters to persons about what is here",
    "obligations.notice": "messages to persons about what is here",
    "obligations.savedfilter": "how a person likes to look at a list",
    "obligations.upload": "files on their way, for a few days; those recorded are evidence",
    "obligations.visit": "when a person was here last",
    "obligations.mark": "what a person has read or put away for themselves",
    "copyright_desk.policydraft": "a draft; the versions hold what was said",
    "routes.wayslook": "what the last look at the ways went by; the ways that changed are listed",
    "webhooks.endpoint": "where other programs of the provider are told, with a secret",
    "webhooks.delivery": "messages to programs about what is here",
    "webhooks.attempt": "messages to programs about what is here",
    "calendars.calendarentry": "what calendars were last told of rows that are listed",
    "calendars.feed": "how a person reads deadlines elsewhere",
    "obligations.officenote": "what reviewers of the AI Office note for themselves; never the "
    "provider's to read",
    "dossiers.export": "copies of what is here; the files made are listed",
    "editions.preview": "what a change of a text would bring, which is not what is",
}
