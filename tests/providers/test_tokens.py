"""services/tokens.py: tokens are shown once, limited in time, and end at once."""

from datetime import timedelta

import pytest
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from providers.actors import OPERATOR, Scope
from providers.errors import InvalidInput, NotPermitted
from providers.models import ApiToken, AuditEvent
from providers.services import tokens
from tests.factories import providers as make


@pytest.fixture
def issue(officer, now):
    def issued(**changes):
        asked = {
            "user": make.user_of(officer),
            "label": "Nightly export",
            "scopes": ["write", "read", "read"],
            "expires_at": now + timedelta(days=30),
            "by": officer,
            "now": now,
        }
        return tokens.issue(**asked | changes)

    return issued


def test_a_token_is_issued_with_its_scopes_and_its_end(issue, officer, now):
    token, plain = issue()

    stored = ApiToken.objects.get()
    assert stored == token
    assert (stored.label, stored.scopes) == ("Nightly export", ["read", "write"])
    assert stored.expiry == now + timedelta(days=30)
    assert plain not in str(vars(stored))
    event = AuditEvent.objects.get(action="token.issued")
    assert event.provider is None
    assert event.detail["token"] == str(stored.public_id)
    assert plain not in str(event.detail)
    assert stored.digest not in str(event.detail)


def test_a_token_opens_the_door_until_it_is_revoked(issue, officer, now):
    token, plain = issue(expires_at=now + timedelta(days=366))
    doorkeeper = TokenAuthentication()

    assert doorkeeper.authenticate_credentials(plain.encode())[0].pk == officer.user_id
    tokens.revoke(token=token, by=officer, now=now)

    with pytest.raises(AuthenticationFailed):
        doorkeeper.authenticate_credentials(plain.encode())
    event = AuditEvent.objects.get(action="token.revoked")
    assert event.detail == {"token": str(token.public_id), "label": "Nightly export"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 101}, "label"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "rule"]}, "scopes"),
        ({"scopes": ["review"]}, "scopes"),
        ({"expires_at": make.NOW}, "expires_at"),
        ({"expires_at": make.NOW + timedelta(days=367)}, "expires_at"),
    ],
)
def test_a_token_refuses_what_it_cannot_be(issue, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        issue(**changes)

    assert [problem.field for problem in refusal.value.problems] == [field]
    assert ApiToken.objects.count() == 0


def test_a_reviewer_may_give_the_scope_to_review(issue, reviewer):
    token, _ = issue(user=make.user_of(reviewer), by=reviewer, scopes=["review"])

    assert token.scopes == ["review"]


def test_a_token_does_not_issue_another(issue, officer):
    program = make.actor_for(make.user_of(officer), scopes=frozenset(Scope))

    with pytest.raises(NotPermitted):
        issue(by=program)


def test_nobody_issues_or_revokes_tokens_of_somebody_else(issue, officer, colleague, rival, now):
    token, _ = issue()

    for other in (colleague, rival):
        with pytest.raises(NotPermitted):
            issue(by=other)
        with pytest.raises(NotPermitted):
            tokens.revoke(token=token, by=other, now=now)
    tokens.revoke(token=token, by=OPERATOR, now=now)


def test_there_is_an_end_to_the_number_of_tokens(issue, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_TOKENS", 1)
    token, _ = issue()

    with pytest.raises(tokens.TooManyTokens):
        issue()

    assert tokens.of_user(token.user) == [token]
    assert tokens.find(token.user, token.public_id) == token
