"""Every template that is a page is among those looked at, or no link leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
# Answers to forms, letters' addresses, and states the demonstration has no example of: no link
# leads there. Nothing may be added; give the demonstration an example instead.
NO_LINK_LEADS_THERE = frozenset(
    {
        "404.html",
        "account/account_inactive.html",
        "account/kept_form.html",
        "account/logout.html",
        "account/not_let_in.html",
        "account/organisation.html",
        "account/password_reset_done.html",
        "account/password_reset_from_key.html",
        "account/password_reset_from_key_done.html",
        "account/second_factor.html",
        "account/signup_closed.html",
        "copyright_desk/public_status.html",
        "documents/compare.html",
        "documents/form.html",
        "incidents/draft.html",
        "incidents/report.html",
        "mfa/authenticate.html",
        "mfa/reauthenticate.html",
        "mfa/recovery_codes/generate.html",
        "mfa/recovery_codes/index.html",
        "mfa/totp/activate_form.html",
        "mfa/totp/deactivate_form.html",
        "mfa/webauthn/add_form.html",
        "mfa/webauthn/authenticator_confirm_delete.html",
        "mfa/webauthn/edit_form.html",
        "mfa/webauthn/reauthenticate.html",
        "obligations/board/chosen.html",
        "obligations/evidence/preview.html",
        "obligations/models/changes.html",
        "obligations/models/import_preview.html",
        "obligations/models/imported.html",
        "obligations/no_provider.html",
        "obligations/office/access_one.html",
        "obligations/tools/compute.html",
        "providers/invitation.html",
        "providers/team.html",
        "socialaccount/authentication_error.html",
        "socialaccount/login_cancelled.html",
        "systemic_risk/decision.html",
        "systemic_risk/entry.html",
        "systemic_risk/notification.html",
        "systemic_risk/office_notification.html",
        "systemic_risk/office_reassessment.html",
        "webhooks/change.html",
        "webhooks/delivery.html",
        "webhooks/webhook.html",
    }
)


def pages() -> set[str]:
    found = (path for path in TEMPLATES.rglob("*.html") if '{% extends "' in path.read_text())
    return {path.relative_to(TEMPLATES).as_posix() for path in found}


@pytest.mark.django_db
def test_every_page_was_looked_at(walked):
    assert len(pages()) > 150
    assert pages() - walked.templates - NO_LINK_LEADS_THERE == set()


def test_the_list_names_pages_that_are_there():
    assert pages() >= NO_LINK_LEADS_THERE
