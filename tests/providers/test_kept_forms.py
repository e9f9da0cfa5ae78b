"""A sign-in that runs out in the middle of a form: nothing typed is lost, nothing sends itself."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from providers import kept_forms
from providers.models import Provider
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
KEPT = "/account/kept-form/"
LOGIN = "/accounts/login/"


@pytest.fixture
def form(provider):
    """The address of a form, and what somebody typed into it."""
    said = {"name": "Renamed SA", "note": "Two lines\nof text", "time_zone": "Europe/Brussels"}
    return reverse("provider-edit", args=[provider.pk]), said | {"revision": "1"}


def sign_in(client, actor):
    user = make.user_of(actor)
    return client.post(LOGIN, {"login": user.email, "password": make.PASSWORD, "next": KEPT})


@pytest.fixture
def expired(officer):
    """A browser in which the officer was signed in until a moment ago."""
    client = Client()
    sign_in(client, officer)
    client.get("/account/")
    client.session.flush()
    return client


def test_what_was_typed_comes_back_and_is_sent_by_its_person(expired, officer, provider, form):
    address, said = form

    asked = expired.post(address, said, headers={"Referer": f"http://testserver{address}"})

    assert asked["Location"] == f"{LOGIN}?next=%2Faccount%2Fkept-form%2F"
    assert "What you typed is kept" in expired.get(asked["Location"]).content.decode()
    assert sign_in(expired, officer)["Location"] == KEPT
    page = expired.get(KEPT)
    kept = page.context["kept"]
    assert dict(kept.fields) == said
    assert (kept.path, kept.page) == (address, address)
    assert "Two lines\nof text</textarea>" in page.content.decode()
    assert Provider.objects.get(pk=provider.pk).name == "Fictional Models SA"
    assert expired.post(kept.path, dict(kept.fields)).status_code == 302
    assert Provider.objects.get(pk=provider.pk).name == "Renamed SA"
    assert expired.get(KEPT).context["kept"] is None


def test_what_was_wrong_comes_back_in_its_own_form(expired, officer, form):
    address, said = form
    expired.post(address, said | {"time_zone": "Mars"})
    sign_in(expired, officer)

    answer = expired.post(address, said | {"time_zone": "Mars"})

    assert answer.status_code == 422
    assert "Two lines\nof text" in answer.content.decode()


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(expired, rival, officer, form):
    address, said = form
    expired.post(address, said)

    sign_in(expired, rival)

    assert expired.get(KEPT).context["kept"] is None
    assert kept_forms.SESSION_KEY not in expired.session


def test_a_stranger_keeps_nothing_here(form, client):
    address, said = form

    client.post(address, said)

    assert not client.session.keys()


def test_a_forged_mark_keeps_nothing(form, client, officer):
    address, said = form
    client.cookies[kept_forms.COOKIE] = f"{officer.user_id}:forged:mark"

    client.post(address, said)

    assert kept_forms.SESSION_KEY not in client.session


def test_signing_out_forgets_whose_browser_it_was(officer, form):
    client = Client()
    sign_in(client, officer)
    client.get("/account/")

    client.post("/accounts/logout/")
    client.post(*form)

    assert kept_forms.SESSION_KEY not in client.session


def test_passwords_and_files_are_never_kept(expired, officer, form):
    address, said = form
    secrets = {"password": "x", "new_password1": "x", "code": "123456", "csrfmiddlewaretoken": "x"}
    file = SimpleUploadedFile("secret.txt", b"bytes of a file")

    expired.post(address, said | secrets | {"file": file})
    sign_in(expired, officer)
    page = expired.get(KEPT)

    assert dict(page.context["kept"].fields) == said
    assert page.context["kept"].had_files
    assert "Choose files again" in page.content.decode()


def test_what_no_person_typed_is_sent_again_and_not_shown(officer):
    unread = ("action", "back", "duty", "fingerprint", "next", "revision", "uploads")
    fields = (*((name, "x") for name in unread), ("due_on", "2027-01-01"))
    kept = kept_forms.KeptForm(
        str(officer.user_id), "/duties/", "/duties/", fields, had_files=False
    )

    assert kept.shown == (("Due on", "2027-01-01"),)
    assert kept.fields == fields


def test_what_is_too_long_is_said_to_be(expired, officer, form):
    address, said = form
    expired.post(address, said | {"note": "x" * (kept_forms.LONGEST + 1)})
    sign_in(expired, officer)

    page = expired.get(KEPT).content.decode()

    assert "too long to be kept" in page
    assert "Send it now" not in page


def test_a_fragment_leads_the_whole_page_to_sign_in(expired, form):
    answer = expired.post(*form, headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"{LOGIN}?next=%2Faccount%2Fkept-form%2F"


def test_a_page_elsewhere_is_not_offered_to_go_back_to(expired, officer, form):
    address, said = form
    expired.post(address, said, headers={"Referer": "https://evil.example/page"})
    sign_in(expired, officer)

    assert expired.get(KEPT).context["kept"].page == ""


def test_it_can_be_thrown_away(expired, officer, form):
    expired.post(*form)
    sign_in(expired, officer)

    expired.post(KEPT)

    assert expired.get(KEPT).context["kept"] is None


# Signing in again in another tab makes the proof of origin in this one out of date


@pytest.mark.parametrize(
    ("origin", "status"), [("http://testserver", 302), ("https://evil.example", 403), ("", 403)]
)
def test_an_old_proof_keeps_the_form_only_if_it_is_our_own(officer, provider, form, origin, status):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user_of(officer))
    client.get("/account/")
    address, said = form

    answer = client.post(
        address,
        said | {"csrfmiddlewaretoken": "a" * 64},
        headers={"Origin": origin} if origin else {},
    )

    assert answer.status_code == status
    assert (kept_forms.SESSION_KEY in client.session) == (status == 302)
    assert Provider.objects.get(pk=provider.pk).name == "Fictional Models SA"
