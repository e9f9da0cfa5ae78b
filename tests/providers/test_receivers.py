"""receivers.py: signing in and new passwords stand in the product's trail."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from providers.models import ApiToken, AuditEvent
from providers.services import audit, tokens
from providers.services.invitation_mails import password_link
from tests.factories import providers as make

NEW = "a-password-nobody-guesses-17"


def signed_in(user, password=make.PASSWORD):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def is_signed_in(client):
    return "_auth_user_id" in client.session


def told(action):
    return [event.subject_id for event in AuditEvent.objects.filter(action=action, provider=None)]


def test_signing_in_is_told_and_failing_to_is_not(db):
    user = make.make_user("Olivia")

    assert not is_signed_in(signed_in(user, "wrong"))
    assert told("person.signed_in") == []
    assert is_signed_in(signed_in(user))

    (event,) = AuditEvent.objects.filter(action="person.signed_in")
    assert (event.subject_id, event.actor_name) == (str(user.pk), "Olivia")
    assert audit.verify(None) == ()


def test_a_new_password_is_told_and_ends_the_other_sessions(db):
    user = make.make_user()
    here, elsewhere = signed_in(user), signed_in(user)

    here.post(
        reverse("account_change_password"),
        {"oldpassword": make.PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert told("person.changed_password") == [str(user.pk)]
    assert here.get(reverse("account_change_password")).status_code == 200
    assert elsewhere.get(reverse("account_change_password")).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize("model", ["provider", "aimodel", "fact", "auditevent", "user"])
@pytest.mark.urls("tests.providers.admin_urls")
def test_the_admin_pages_only_show(db, client, provider, model):
    make.make_fact(provider, "size", size="sme")
    client.force_login(make.make_user(is_staff=True, is_superuser=True))
    list_page = reverse(f"admin:providers_{model}_changelist")

    assert client.get(list_page).status_code == 200
    assert client.get(reverse(f"admin:providers_{model}_add")).status_code == 403
    assert b"pbkdf2" not in client.get(list_page).content


@pytest.mark.urls("tests.providers.admin_urls")
def test_the_admin_pages_write_nothing_and_hide_hashes(db, client, provider):
    user = make.make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    for row, name in ((provider, "provider"), (user, "user")):
        page = reverse(f"admin:providers_{name}_change", args=[row.pk])
        assert client.get(page).status_code == 200
        assert user.password not in client.get(page).content.decode()
        assert client.post(page, {"name": "Changed"}).status_code == 403

    provider.refresh_from_db()
    assert provider.name == "Fictional Models SA"


def test_operators_sign_in_through_the_one_door(client, settings):
    settings.ROOT_URLCONF = "tests.providers.admin_urls"

    page = client.get(reverse("admin:index"), follow=False)

    assert page.status_code == 302


def test_a_new_password_ends_every_token(db):
    user = make.make_user()
    token, plain = make_token(user)
    header = {"HTTP_AUTHORIZATION": f"Bearer {plain}"}
    assert Client().get("/api/v1/me/", **header).status_code == 200

    signed_in(user).post(
        reverse("account_change_password"),
        {"oldpassword": make.PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert Client().get("/api/v1/me/", **header).status_code == 401
    assert not ApiToken.objects.exists()
    (event,) = AuditEvent.objects.filter(action="token.revoked")
    assert event.detail["token"] == str(token.public_id)


def test_a_reset_password_ends_every_token_and_session(db):
    user = make.make_user()
    elsewhere = signed_in(user)
    _, plain = make_token(user)
    user.refresh_from_db()  # The link holds when the person last signed in.

    reset = Client()
    key_page = reset.get(urlsplit(password_link(user)).path, follow=True)
    reset.post(key_page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert elsewhere.get(reverse("account_change_password")).status_code == 302
    answer = Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {plain}")
    assert answer.status_code == 401


def test_a_password_set_past_every_page_ends_the_tokens_too(db):
    user = make.make_user()
    _, plain = make_token(user)

    user.set_password(NEW)
    user.save()

    answer = Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {plain}")
    assert answer.status_code == 401


def test_a_hash_renewed_in_place_ends_no_token(db, settings):
    user = make.make_user()
    _, plain = make_token(user)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = user.password

    signed_in(user)

    user.refresh_from_db()
    assert user.password != before
    answer = Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {plain}")
    assert answer.status_code == 200


def make_token(user):
    return tokens.issue(
        user=user,
        label="export",
        scopes=["read"],
        expires_at=timezone.now() + timedelta(days=3),
        by=make.actor_for(user),
        now=timezone.now(),
    )
