"""services/accounts.py: an account that is closed opens nothing any more."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from providers.actors import ANONYMOUS, OPERATOR, Role
from providers.errors import NotPermitted
from providers.models import ApiToken, AuditEvent, Membership
from providers.services import accounts, audit, tokens
from providers.services.providers import LastOfficer
from tests.factories import providers as make


def test_a_closed_account_has_no_way_in(colleague, officer, sign_in, now):
    user = make.user_of(colleague)
    page = sign_in(colleague)
    until = now + timedelta(days=1)
    tokens.issue(user=user, label="x", scopes=["read"], expires_at=until, by=colleague, now=now)

    accounts.close(user=user, by=OPERATOR, now=now)

    assert make.actor_for(user) is ANONYMOUS
    assert not ApiToken.objects.exists()
    assert not Membership.objects.filter(user=user, ended_at=None).exists()
    assert page.get("/accounts/password/change/").status_code == 302
    actions = AuditEvent.objects.order_by("position").values_list("action", flat=True)
    assert list(actions.filter(subject_id=str(user.pk), provider=None))[-2:] == [
        "person.closed",
        "token.revoked",
    ]
    assert audit.verify_all() == ()


def test_the_last_officer_is_not_closed_away(provider, officer, now):
    second = make.make_provider()
    user = make.user_of(officer)
    make.make_member(second, Role.COLLEAGUE, user)

    with pytest.raises(LastOfficer):
        accounts.close(user=user, by=OPERATOR, now=now)

    user.refresh_from_db()
    assert user.is_active
    assert Membership.objects.filter(user=user, ended_at=None).count() == 2


def test_only_the_operator_closes_accounts(officer, colleague, now):
    with pytest.raises(NotPermitted):
        accounts.close(user=make.user_of(colleague), by=officer, now=now)


def test_the_command_says_whom_it_closed(colleague, officer, capsys):
    user = make.user_of(colleague)

    call_command("close_account", user.email)

    assert capsys.readouterr().out == f"Closed the account of Carl ({user.email}).\n"
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("close_account", "nobody@example.org")
