"""Signing in, out, and resetting a password: what people read on the pages and in the mails."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories import providers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def olivia():
    return make.make_user("Olivia")


def sign_in(client: Client, email: str, password: str):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client, olivia):
    wrong = sign_in(client, olivia.email, "not this one").content.decode()
    unknown = sign_in(client, "nobody@example.test", "not this one").content.decode()

    problem = re.compile(r'class="error-summary.*?</ul>', re.S)
    assert problem.search(wrong)
    assert problem.search(wrong)[0] == problem.search(unknown)[0]


def test_signing_in_leads_on_without_a_message(client, olivia):
    answer = sign_in(client, olivia.email, make.PASSWORD)

    assert answer.status_code == 302
    assert "callout" not in client.get("/style-guide/").content.decode().split("<h1>")[0]


def test_signing_out_takes_a_form_not_a_link(client, olivia):
    sign_in(client, olivia.email, make.PASSWORD)

    page = client.get("/style-guide/").content.decode()

    assert re.search(r'<form method="post" action="/accounts/logout/">', page)
    assert 'href="/accounts/logout/"' not in page


def test_the_reset_mail_has_the_link_and_speaks_as_the_product(client, olivia):
    client.post("/accounts/password/reset/", {"email": olivia.email})

    [sent] = mail.outbox
    assert sent.subject.endswith("Choose a new password")
    assert re.search(r"^http\S+/accounts/password/reset/key/\S+/$", sent.body, re.M)
    assert sent.body.rstrip().splitlines()[-1].startswith("Code of Practice Tracker")


def test_a_stranger_who_asks_for_a_reset_is_not_invited_to_sign_up(client):
    page = client.post("/accounts/password/reset/", {"email": "nobody@example.test"}, follow=True)

    assert "If the address has an account" in page.content.decode()
    assert [("signup" in sent.body, "{" in sent.body) for sent in mail.outbox] == [(False, False)]


def test_a_used_reset_link_says_what_to_do(client):
    page = client.get("/accounts/password/reset/key/x-used/").content.decode()

    assert "This link no longer works" in page
    assert 'href="/accounts/password/reset/"' in page


def test_nobody_signs_up_alone(client):
    page = client.get("/accounts/signup/").content.decode()

    assert "Nobody signs up alone" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
