"""What the tests of the copyright desk begin with."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

from obligations.copyright_desk.services import complaints, contact, crawlers, decisions, policies
from obligations.copyright_desk.services.claims import Claim
from obligations.copyright_desk.services.contact import Designation
from obligations.copyright_desk.services.crawlers import Description
from obligations.copyright_desk.services.decisions import Outcome
from obligations.copyright_desk.services.policies import Wording
from obligations.storage import receive
from tests.factories.providers import NOW

TODAY = NOW.date()
CLAIM = {
    "name": "Nadia Rights",
    "email": "nadia@rights.example",
    "capacity": "rightsholder",
    "on_behalf_of": "",
    "works": "A winter in the north",
    "seen_where": "The model put out two pages of it.",
    "asked": "Stop it.",
}
DESCRIPTION = {
    "holds_from": date(2026, 1, 1),
    "user_agent": "MeridianBot",
    "operator": "own",
    "purpose": "Text for training.",
    "robots_txt": "Read before every visit, and followed.",
    "periods": ["01/2026 - open"],
}
WORDING = {
    "text": "1. We follow robots.txt.",
    "covers": {"cop-cr-1.3-1-a": "Section 1"},
    "responsible": ["General counsel"],
    "in_force_from": date(2026, 3, 1),
    "approved_by": "The board",
    "approved_on": date(2026, 2, 20),
    "changes": "First version.",
    "summary": "We follow robots.txt.",
}
DESIGNATION = {"name": "Rights desk", "email": "rights@meridian.example"}


def designate(provider, by, *, now=NOW, **said):
    designation = Designation(**DESIGNATION | said)
    return contact.designate(provider=provider, designation=designation, by=by, now=now)


def policy(provider, by, *, after=0, now=NOW, **said):
    wording = Wording(**WORDING | said)
    return policies.record(provider=provider, wording=wording, after=after, by=by, now=now)


def crawler(provider, by, *, name="Meridian crawler", now=NOW, **said):
    description = Description(**DESCRIPTION | said)
    return crawlers.register(provider=provider, name=name, description=description, by=by, now=now)


def lodge(provider, *, nonce=None, now=NOW, uploads=(), language="", **said):
    claim = Claim(**CLAIM | said)
    return complaints.lodge(
        provider=provider,
        claim=claim,
        uploads=uploads,
        nonce=nonce or uuid4(),
        language=language,
        now=now,
    )


def decide(complaint, by, *, outcome="answered", answer="", revision=None, now=NOW, **said):
    answer = answer or ("We looked into it." if outcome == "answered" else "")
    return decisions.decide(
        complaint=complaint,
        outcome=Outcome(outcome=outcome, answer=answer, **said),
        revision=revision or complaint.revision,
        by=by,
        now=now,
    )


def reopen(complaint, by, *, because="New facts.", now=NOW):
    return decisions.reopen(
        complaint=complaint, because=because, revision=complaint.revision, by=by, now=now
    )


def upload(name="proof.txt", content=b"A proof."):
    return receive(io.BytesIO(content), name=name)
