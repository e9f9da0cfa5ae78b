"""What this room adds to the tests of the whole house."""

from obligations.packages.services import gaps, items, links, packages, receipts, sealing
from tests.factories.duties import make_deadline
from tests.factories.evidence import incoming, make_duty

PAGE_ROWS = {
    "package_id": "package",
    "item_id": "package-item",
    "redaction_id": "package-redaction",
    "link_id": "package-link",
    "receipt_id": "package-receipt",
}
PUBLIC_ROUTES = {"api-signing-keys"}
OPEN, SEALED = "package", "sealed-package"
ROUTES = {
    "api-package-purposes": None,
    "api-package-activity": OPEN,
    "api-packages": None,
    "api-package": OPEN,
    "api-package-seal": OPEN,
    "api-package-stop": OPEN,
    "api-package-continuation": OPEN,
    "api-package-checks": None,
    "api-package-file": SEALED,
    "api-package-manifest": SEALED,
    "api-package-verification": SEALED,
    "api-package-items": OPEN,
    "api-package-gaps": OPEN,
    "api-package-redactions": OPEN,
    "api-package-deadlines": OPEN,
    "api-package-item": "package-item",
    "api-package-item-answers": "package-item",
    "api-package-redaction": "package-redaction",
    "api-package-deadline": "package-link",
    "api-package-sending": SEALED,
    "api-package-sharing": SEALED,
    "api-package-unsharing": SEALED,
    "api-package-receipts": SEALED,
    "api-package-receipt-file": "package-receipt",
    "api-reconciliations": None,
    "api-reconciliation-counts": None,
}
BODIES = {
    "api-packages": {"purpose": "other", "title": "planted"},
    "api-package": {"title": "planted"},
    "api-package-items": {"rendering": "00000000-0000-4000-8000-000000000000"},
    "api-package-gaps": {"expected": "method", "reason": "not-ready", "because": "planted"},
    "api-package-item-answers": {"answers": []},
    "api-package-sending": {"sent_at": "2026-11-23T10:00:00+01:00", "channel": "eu-send"},
    "api-package-unsharing": {"because": "planted"},
    "api-package-receipts": {
        "received_at": "2026-11-23T10:00:00+01:00",
        "channel": "eu-send",
        "reference": "planted",
    },
}


def rows(ai_model, officer, now):
    common = {"by": officer, "now": now}
    draft = packages.draft(
        provider=ai_model.provider,
        ai_model=ai_model,
        purpose="notification",
        title="SECRET",
        **common,
    )
    item = items.add_file(package=draft, upload=incoming(b"SECRET", "SECRET.txt"), **common)
    redaction = gaps.redact(item=item, removed="SECRET", ground="security", **common)
    duty = make_duty(ai_model, "aia-52-1")
    deadline = make_deadline(duty, now.date(), title="SECRET")
    link = links.link(package=draft, deadline=deadline, **common)
    sealed = packages.draft(
        provider=ai_model.provider, purpose="other", title="SECRET sealed", **common
    )
    items.add_file(package=sealed, upload=incoming(b"SECRET", "SECRET.txt"), **common)
    sealing.seal(package=sealed, by=officer, clock=lambda: now)
    receipt = receipts.record(
        package=sealed,
        received_at=now,
        channel="mail",
        reference="SECRET",
        upload=incoming(b"SECRET receipt", "SECRET.txt"),
        **common,
    )
    return {
        "package": draft.pk,
        "sealed-package": sealed.pk,
        "package-item": item.pk,
        "package-redaction": redaction.pk,
        "package-link": link.pk,
        "package-receipt": receipt.pk,
    }
