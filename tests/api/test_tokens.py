"""Who asks: tokens with scopes that expire and can be revoked, and the cookie of the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from providers.models import ApiToken, AuditEvent
from tests.api.conftest import Program, fields, make_token, problem
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


def bearer(token: str) -> Program:
    client = Program()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def test_a_token_speaks_for_its_person(officer, provider, api):
    me = api.get("me/").json()

    assert me["name"] == "Olivia"
    assert me["through"] == "token"
    assert me["scopes"] == ["read", "write", "review"]
    assert me["memberships"] == [
        {"provider": {"id": str(provider.pk), "name": provider.name}, "role": "officer"}
    ]


def test_nobody_is_told_how_to_sign_in(stranger_api):
    response = stranger_api.get("me/")

    problem(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x y", "Bearer nonsense", "Bearer \u00e9", "Bearer " + "a" * 5000]
)
def test_a_header_that_is_no_token_is_401(stranger_api, header):
    response = stranger_api.get("me/", HTTP_AUTHORIZATION=header)

    problem(response, 401)


def test_an_expired_token_is_refused_and_kept(officer):
    token = make_token(officer, expires_in=timedelta(seconds=-1))

    problem(bearer(token).get("me/"), 401)
    assert ApiToken.objects.count() == 1


def test_a_revoked_token_is_refused(officer):
    token = make_token(officer)
    mine = bearer(token)
    found = mine.get("tokens/").json()["results"][0]

    assert mine.delete(f"tokens/{found['id']}/").status_code == 204
    problem(mine.get("me/"), 401)


def test_a_closed_account_has_no_tokens_that_count(officer, api):
    user = make.user_of(officer)
    user.is_active = False
    user.save()

    problem(api.get("me/"), 401)


def test_a_token_is_stored_as_a_hash_alone(officer):
    token = make_token(officer)

    stored = str(ApiToken.objects.values().get())

    assert token not in stored
    assert token[20:] not in stored


def test_its_last_use_is_noted_now_and_then(officer, django_assert_num_queries):
    mine = bearer(make_token(officer))
    mine.get("me/")
    used = ApiToken.objects.get().last_used_at

    mine.get("me/")

    assert used is not None
    assert ApiToken.objects.get().last_used_at == used


@pytest.mark.parametrize(
    ("scope", "method", "path", "missing"),
    [
        ("write", "get", "duties/", "read"),
        ("read", "post", "models/", "write"),
        ("write", "post", "assessments/{}/reviews/", "review"),
    ],
)
def test_a_missing_scope_is_named(officer, scope, method, path, missing):
    mine = Program(officer, scope)

    response = getattr(mine, method)(path.format("0" * 8 + "-0000-4000-8000-" + "0" * 12), {})

    assert f"“{missing}”" in problem(response, 403)["detail"]


def sign_in(actor) -> Client:
    client = Client(enforce_csrf_checks=True)
    make.signed_in(client, make.user_of(actor))
    return client


def test_the_cookie_of_the_pages_works_for_reading(officer):
    assert sign_in(officer).get("/api/v1/me/").json()["through"] == "person"


def test_the_cookie_alone_does_not_write(officer):
    response = sign_in(officer).post(
        "/api/v1/tokens/", {"label": "x", "scopes": ["read"]}, content_type="application/json"
    )

    assert "CSRF" in problem(response, 403)["detail"]


@pytest.fixture
def person(officer) -> Client:
    client = Client()
    make.signed_in(client, make.user_of(officer))
    return client


def issue(client, body: dict, **headers):
    return client.post("/api/v1/tokens/", body, content_type="application/json", **headers)


def test_a_person_issues_a_token_that_works(person):
    response = issue(person, {"label": "Nightly job", "scopes": ["read"], "days": 30})

    assert response.status_code == 201, response.content
    body = response.json()
    assert bearer(body["token"]).get("me/").json()["scopes"] == ["read"]
    stored = ApiToken.objects.get()
    assert stored.expiry - timezone.now() < timedelta(days=30)
    assert body["id"] == str(stored.public_id)
    assert AuditEvent.objects.filter(action="token.issued").count() == 1


def test_the_text_of_a_token_is_never_shown_again(person):
    body = issue(person, {"label": "Nightly job", "scopes": ["read"]}).json()

    again = person.get(f"/api/v1/tokens/{body['id']}/").json()

    assert again == {name: value for name, value in body.items() if name != "token"}


def test_a_token_does_not_issue_another(api):
    response = api.post("tokens/", {"label": "x", "scopes": ["read"]})

    assert "signed in" in problem(response, 403)["detail"]
    assert ApiToken.objects.count() == 1


def test_the_answer_with_a_token_is_not_kept_for_repeats(person):
    response = issue(person, {"label": "x", "scopes": ["read"]}, HTTP_IDEMPOTENCY_KEY="k")

    assert list(fields(response)) == ["Idempotency-Key"]
    assert ApiToken.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["label", "scopes"]),
        ({"label": "x", "scopes": []}, ["scopes"]),
        ({"label": "x", "scopes": ["admin"]}, ["scopes[0]"]),
        ({"label": "x", "scopes": ["read", "read"]}, ["scopes"]),
        ({"label": "x", "scopes": ["review"]}, ["scopes"]),
        ({"label": "x", "scopes": ["read"], "days": 0}, ["days"]),
        ({"label": "x", "scopes": ["read"], "days": 9999}, ["days"]),
        ({"label": "\u202eevil", "scopes": ["read"]}, ["label"]),
    ],
)
def test_a_token_that_cannot_be_is_refused_by_field(person, body, names):
    assert sorted(fields(issue(person, body))) == names


def test_a_rivals_token_is_not_there(api, rival):
    make_token(rival)
    other = ApiToken.objects.get(user_id=rival.user_id)

    problem(api.get(f"tokens/{other.public_id}/"), 404)
    problem(api.delete(f"tokens/{other.public_id}/"), 404)
    assert ApiToken.objects.filter(pk=other.pk).exists()
