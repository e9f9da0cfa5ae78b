"""Invitations: accepted by their person alone, once, in time; and silent about everybody else."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from providers.actors import OPERATOR, Role
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, Invitation, Membership, User
from providers.services import invitations
from providers.services.providers import AlreadyMember
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
NEW = "kestrel-lamp-42-again"


@pytest.fixture
def invite(provider, officer, now, django_capture_on_commit_callbacks):
    """Invite somebody; answers the invitation and the path of its link."""

    def invited(**changes):
        said = {"email": "Noor@Example.org", "name": "Noor", "role": "colleague"} | changes
        at = said.pop("now", timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            made = invitations.invite(provider=provider, by=said.pop("by", officer), now=at, **said)
        return made, path_of(mail.outbox[-1])

    return invited


def path_of(message) -> str:
    return urlsplit(re.search(r"http\S+/invitations/\S+", message.body)[0]).path


def link_of(path: str) -> str:
    return path.strip("/").split("/")[-1]


def test_a_mail_brings_the_link_as_text_and_as_html(invite, provider):
    made, path = invite(role="officer")

    (sent,) = mail.outbox
    assert sent.to == ["noor@example.org"]
    assert sent.subject == "You are invited to Fictional Models SA"
    assert "Olivia invites you to work for Fictional Models SA as compliance officer." in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert f"{path}" in html
    assert link_of(path) not in str(Invitation.objects.values().get())
    assert made.expires_at - made.sent_at == timedelta(days=7)


def test_a_known_person_is_written_to_in_their_language(invite):
    make.make_user(email="noor@example.org", language="fr")

    invite()

    assert "fr" in re.search(r'<html lang="(\w+)"', mail.outbox[0].alternatives[0][0])[1]


def test_a_new_person_makes_an_account_and_is_in(invite, provider):
    _, path = invite()
    client = Client()
    assert "Join Fictional Models SA" in client.get(path).content.decode()

    answer = client.post(path, {"name": "Noor N.", "password": NEW, "again": NEW})

    assert answer.status_code == 302
    user = User.objects.get(email="noor@example.org")
    assert user.check_password(NEW)
    assert make.actor_for(user).role_in(provider.pk) is Role.COLLEAGUE
    assert client.get("/duties/").status_code == 200
    assert client.get(path).status_code == 404
    event = AuditEvent.objects.get(action="member.added")
    assert (event.actor_name, event.detail["invited_by"]) == ("Noor N.", "Olivia")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": NEW, "again": "other"}, "again"),
        ({"name": ""}, "name"),
        ({"name": "\u202eroot"}, "name"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(invite, said, field):
    _, path = invite()

    answer = Client().post(path, {"name": "Noor", "password": NEW, "again": NEW} | said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(email="noor@example.org").exists()


def test_a_person_with_an_account_signs_in_first(invite, provider):
    user = make.make_user("Noor", email="noor@example.org")
    _, path = invite()
    client = Client()

    page = client.get(path).content.decode()
    assert f"/accounts/login/?next={path}" in page
    client.post(path, {"name": "Noor", "password": NEW, "again": NEW})
    assert not Membership.objects.filter(user=user).exists()
    assert User.objects.filter(email=user.email).count() == 1
    client.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD, "next": path})
    client.post(path, {"step": "accept"})

    assert make.actor_for(user).role_in(provider.pk) is Role.COLLEAGUE
    user.refresh_from_db()
    assert user.check_password(make.PASSWORD)


def test_somebody_else_does_not_accept_it(invite, rival, provider):
    _, path = invite()
    client = Client()
    make.signed_in(client, make.user_of(rival))

    answer = client.post(path, {"step": "accept"})

    assert answer.status_code == 409
    assert "This invitation is for noor@example.org" in answer.content.decode()
    assert Membership.objects.filter(provider=provider).count() == 1


def test_nobody_of_the_ai_office_and_no_closed_account_joins(invite, reviewer):
    user = make.user_of(reviewer)
    _, path = invite(email=user.email)

    with pytest.raises(InvalidInput):
        invitations.accept(link=link_of(path), user=user, now=timezone.now())

    assert not Membership.objects.filter(user=user).exists()


@pytest.mark.parametrize("how", ["unknown", "old", "revoked", "sent again", "used"])
def test_a_link_that_does_not_work_says_the_same_whatever_the_reason(
    invite, officer, how, django_capture_on_commit_callbacks
):
    made, path = invite(now=timezone.now() - timedelta(days=8 if how == "old" else 1))
    at = timezone.now()
    if how == "unknown":
        path = reverse("invitation", args=["x" * 43])
    if how == "revoked":
        invitations.revoke(invitation=made, by=officer, now=at)
    if how == "sent again":
        with django_capture_on_commit_callbacks(execute=True):
            invitations.resend(invitation=made, by=officer, now=at)
        assert Client().get(path_of(mail.outbox[-1])).status_code == 200
    if how == "used":
        invitations.accept_as_new(link=link_of(path), name="Noor", password=NEW, now=at)

    pages = [Client().get(path), Client().post(path, {"step": "accept"})]

    for page in pages:
        assert page.status_code == 404
        assert "It was used, was revoked, or is too old" in page.content.decode()


def test_one_address_has_one_open_invitation(invite, officer, colleague):
    made, _ = invite()
    with pytest.raises(invitations.AlreadyInvited):
        invite()
    with pytest.raises(AlreadyMember):
        invite(email=make.user_of(colleague).email)
    invitations.revoke(invitation=made, by=officer, now=timezone.now())
    invite()
    with pytest.raises(invitations.InvitationGone):
        invitations.revoke(invitation=made, by=officer, now=timezone.now())


def test_everything_wrong_is_said_at_once(invite):
    with pytest.raises(InvalidInput) as refusal:
        invite(email="nobody", name=" ", role="owner")

    assert [one.field for one in refusal.value.problems] == ["email", "name", "role"]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_nobody_but_an_officer_gives_a_role(request, invite, who, role):
    with pytest.raises(NotPermitted):
        invite(by=request.getfixturevalue(who), role=role.value)

    assert not Invitation.objects.exists()


def test_an_officer_gives_no_role_above_officer_and_the_operator_any(invite):
    from providers import permissions

    assert max(permissions._RANKS, key=permissions._RANKS.get) is Role.OFFICER
    assert permissions._RANKS.keys() == set(Role)
    invite(by=OPERATOR, role="officer")


# The officer's page


def test_an_officer_sends_again_and_revokes_on_the_page(invite, sign_in, officer, provider):
    made, _ = invite()
    client = sign_in(officer)
    page = client.get(reverse("members", args=[provider.pk])).content.decode()
    assert "noor@example.org" in page
    old = made.digest

    client.post(reverse("invitation-resend", args=[provider.pk, made.pk]))
    made.refresh_from_db()
    assert made.digest != old
    client.post(reverse("invitation-revoke", args=[provider.pk, made.pk]))
    made.refresh_from_db()

    assert made.outcome == "revoked"
    assert client.post(reverse("invitation-revoke", args=[provider.pk, made.pk])).status_code == 302


def test_an_invitation_of_one_provider_is_nothing_at_another(
    invite, sign_in, rival, rival_provider
):
    made, _ = invite()

    answer = sign_in(rival).post(reverse("invitation-revoke", args=[rival_provider.pk, made.pk]))

    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.ended_at is None
