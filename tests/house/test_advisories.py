"""Faults that others had to publish, tried here."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from providers.actors import Role
from providers.models import Membership, User
from tests.api.conftest import Program, problem
from tests.factories import providers as make
from tests.factories.evidence import make_duty

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client, email, password=make.PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ],
)
@pytest.mark.parametrize("door", ["sign-in", "sign-out", "confirm"])
def test_no_door_leads_to_another_site(officer, target, door):
    user, client = make.user_of(officer), Client()
    if door == "sign-in":
        answer = sign_in(client, user.email, next=target)
    else:
        sign_in(client, user.email)
        path = "/accounts/logout/" if door == "sign-out" else "/accounts/reauthenticate/"
        answer = client.post(path, {"password": make.PASSWORD, "next": target})

    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert "evil" not in answer["Location"]
    assert "alert" not in answer["Location"]


def test_guessing_a_password_is_stopped_for_the_account_and_the_address(officer):
    email = make.user_of(officer).email
    for _ in range(12):
        sign_in(Client(), email, "a wrong guess")

    right = sign_in(Client(), email)
    elsewhere = sign_in(Client(REMOTE_ADDR="198.51.100.7"), email)

    assert right.status_code != 302
    assert elsewhere.status_code != 302


def test_asking_for_reset_mails_is_stopped(officer):
    email = make.user_of(officer).email

    for _ in range(30):
        Client().post("/accounts/password/reset/", {"email": email})

    assert len(mail.outbox) <= 10


def test_pages_do_not_tell_who_has_an_account(officer):
    known, unknown = make.user_of(officer).email, "nobody@example.org"

    def answers(email):
        client = Client()
        reset = client.post("/accounts/password/reset/", {"email": email}, follow=True)
        wrong = sign_in(client, email, "a wrong guess")
        words = wrong.content.decode().split("error-summary")[1].split("</ul>")[0]
        return reset.status_code, reset.redirect_chain, wrong.status_code, words

    assert answers(known) == answers(unknown)


def test_a_program_makes_nobody_officer_but_an_officers(officer, colleague, provider):
    mine = Program(colleague)
    one = Membership.objects.get(user=colleague.user_id)
    invitations = f"providers/{provider.pk}/invitations/"

    for role in Role:
        body = {"email": "x@example.org", "name": "X", "role": role.value}
        problem(mine.post(invitations, body), 403)
    path = f"providers/{provider.pk}/members/{one.pk}/"
    tag = mine.get(path)["ETag"]
    problem(mine.patch(path, {"role": "officer"}, HTTP_IF_MATCH=tag), 403)
    assert Program(officer).get(invitations).json()["results"] == []


@pytest.mark.parametrize("field", ["is_office", "is_staff", "is_superuser", "is_active"])
def test_nobody_gives_themselves_a_right(officer, field):
    api = Program(officer)

    answer = api.patch("me/", {field: True}, HTTP_IF_MATCH=api.get("me/")["ETag"])

    problem(answer, 400)
    user = make.user_of(officer)
    assert (user.is_office, user.is_staff, user.is_superuser) == (False, False, False)


def test_a_key_of_another_provider_is_never_taken(officer, rival, rival_provider, ai_model):
    duty = make_duty(ai_model)
    theirs = make.make_team(rival_provider, "Theirs")
    api = Program(officer)

    for body in (
        {"assignee": str(rival.user_id)},
        {"team": str(theirs.pk)},
        {"assignee": "00000000-0000-4000-8000-000000000000"},
    ):
        problem(api.patch(f"duties/{duty.pk}/", body, HTTP_IF_MATCH='"1"'), 400)
    duty.refresh_from_db()
    assert (duty.assignee, duty.team) == (None, None)


def test_no_session_is_fixed_before_signing_in(officer):
    client = Client()
    client.get(LOGIN)
    client.session["planted"] = "x"
    planted = client.cookies.get("sessionid")

    sign_in(client, make.user_of(officer).email)

    assert client.cookies["sessionid"].value != (planted.value if planted else "")
    assert User.objects.count() == 1
    assert reverse("account") == "/account/"
