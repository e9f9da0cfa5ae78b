"""What this room adds to the tests of the whole house."""

from datetime import date

from obligations.copyright_desk.services import complaint_files, drafts, publications
from obligations.storage import receive
from tests.obligations.copyright_desk import made

PUBLIC_PAGES = {
    "public-copyright-desks",
    "public-copyright",
    "public-crawlers-feed",
    "public-crawlers-json",
    "public-complaint",
    "public-complaint-status",
}
PAGE_ROWS = {
    "policy_id": "policy",
    "crawler_id": "crawler",
    "complaint_id": "complaint",
    "file_id": "complaint_file",
}
PAGE_WORDS = {"token": "0123456789abcdef0123456789abcdef.forged"}
PUBLIC_ROUTES = {"api-public-copyright-desks", "api-public-copyright-desk"}
ROUTES = {
    "api-copyright-policies": None,
    "api-copyright-policy": "policy",
    "api-copyright-policy-file": "policy",
    "api-copyright-policy-comparison": "policy",
    "api-copyright-policy-publications": "policy",
    "api-copyright-policy-withdrawals": "policy",
    "api-copyright-policy-evidence": "policy",
    "api-copyright-drafts": None,
    "api-copyright-draft": "draft",
    "api-crawlers": None,
    "api-crawler": "crawler",
    "api-crawler-versions": "crawler",
    "api-crawler-publications": "crawler",
    "api-crawler-withdrawals": "crawler",
    "api-contact-points": None,
    "api-complaints": None,
    "api-complaint": "complaint",
    "api-complaint-acknowledgement": "complaint",
    "api-complaint-decisions": "complaint",
    "api-complaint-reopening": "complaint",
    "api-complaint-entries": "complaint",
    "api-complaint-files": "complaint",
    "api-complaint-file": "complaint",
}
# The policy is words, and the first of its versions.
MISSING = {"api-copyright-policy-file", "api-copyright-policy-comparison"}
NOBODY = "00000000-0000-4000-8000-000000000000"
DESCRIBED = {
    "holds_from": "2026-10-01",
    "user_agent": "PlantedBot",
    "operator": "own",
    "purpose": "planted",
    "robots_txt": "planted",
    "periods": ["01/2026 - open"],
}
BODIES = {
    "api-copyright-policies": {
        "provider": NOBODY,
        "after": 1,
        "text": "planted",
        "covers": {},
        "responsible": ["planted"],
        "in_force_from": "2026-10-01",
        "approved_by": "planted",
        "approved_on": "2026-10-01",
        "changes": "planted",
    },
    "api-copyright-policy-withdrawals": {"because": "planted"},
    "api-copyright-policy-evidence": {"duties": [NOBODY]},
    "api-copyright-drafts": {"provider": NOBODY, "content": {"text": "planted"}},
    "api-copyright-draft": {"content": {"text": "planted"}},
    "api-crawlers": DESCRIBED | {"provider": NOBODY, "name": "planted"},
    "api-crawler-versions": DESCRIBED | {"after": 1, "changes": "planted"},
    "api-crawler-withdrawals": {"because": "planted"},
    "api-contact-points": {"provider": NOBODY, "name": "planted", "email": "p@example.org"},
    "api-complaints": {
        "provider": NOBODY,
        "received_on": "2026-11-01",
        "name": "planted",
        "email": "planted@example.org",
        "capacity": "rightsholder",
        "works": "planted",
        "seen_where": "planted",
        "asked": "planted",
    },
    "api-complaint": {"target_on": "2026-12-24"},
    "api-complaint-decisions": {"outcome": "answered", "answer": "planted"},
    "api-complaint-reopening": {"because": "planted"},
    "api-complaint-entries": {"way": "own", "text": "planted"},
}


def rows(ai_model, officer, now):
    import io

    provider = ai_model.provider
    # What is public says nothing secret; everything else does.
    made.designate(provider, officer, now=now)
    policy = made.policy(provider, officer, now=now, text="SECRET", approved_by="SECRET")
    drafts.save(provider=provider, content={"text": "SECRET"}, revision=0, by=officer, now=now)
    crawler = made.crawler(
        provider, officer, name="SECRET", now=now, trained=[ai_model], holds_from=date(2026, 1, 1)
    )
    shown = made.crawler(provider, officer, name="Public bot", now=now, trained=[ai_model])
    publications.publish_crawler(version=shown.versions.get(), by=officer, now=now)
    complaint = made.lodge(provider, now=now, name="SECRET", works="SECRET")
    (file,) = complaint_files.attach(
        complaint=complaint,
        uploads=[receive(io.BytesIO(b"SECRET"), name="SECRET.txt")],
        by=officer,
        now=now,
    )
    draft = drafts.PolicyDraft.objects.get(provider=provider)
    return {
        "policy": policy.pk,
        "draft": draft.pk,
        "crawler": crawler.pk,
        "complaint": complaint.pk,
        "complaint_file": file.pk,
    }
