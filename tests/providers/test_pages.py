"""A provider's own pages: people, profile, trail, tokens, lists."""

import pgtrigger
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from providers.models import AIModel, ApiToken, AuditEvent, ImportDraft, Invitation, Membership
from providers.services import providers as service
from tests.factories import providers as make

pytestmark = pytest.mark.django_db

OF_A_PROVIDER = ("provider", "members", "trail", "provider-edit")


@pytest.fixture
def pages(provider):
    return {name: reverse(name, args=[provider.pk]) for name in OF_A_PROVIDER}


@pytest.fixture
def colleague_membership(colleague, provider):
    return Membership.objects.get(user=colleague.user_id, provider=provider)


# Who gets in


@pytest.mark.parametrize("name", [*OF_A_PROVIDER, "tokens", "model-import"])
def test_a_visitor_is_sent_to_sign_in(client, provider, name):
    url = reverse(name, args=[provider.pk] if name in OF_A_PROVIDER else [])

    answer = client.get(url)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OF_A_PROVIDER)
def test_another_provider_does_not_exist(sign_in, rival, pages, name):
    assert sign_in(rival).get(pages[name]).status_code == 404


@pytest.mark.parametrize("name", ["provider", "members", "trail"])
def test_a_colleague_reads(sign_in, colleague, pages, name):
    assert sign_in(colleague).get(pages[name]).status_code == 200


def test_a_colleague_is_told_why_not_to_write(sign_in, colleague, pages):
    client = sign_in(colleague)

    answers = [client.get(pages["provider-edit"]), client.post(pages["members"], {})]
    answers.append(client.get(reverse("model-import")))

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert all("Only officers" in one.content.decode() for one in answers)


@pytest.mark.parametrize("name", ["members", "trail", "provider"])
def test_a_list_costs_the_same_for_one_and_many(sign_in, officer, provider, pages, name, now):
    client = sign_in(officer)
    client.get(pages[name])

    def invite(number):
        service.add_member(
            provider=provider, user=make.make_user(), role="colleague", by=officer, now=now
        )
        make.make_invitation(provider, f"more-{number}@example.org")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(pages[name]).status_code == 200
        return len(captured)

    invite(0)
    before = queries()
    for number in range(1, 6):
        invite(number)

    assert queries() == before


# Members


def test_an_officer_invites(sign_in, officer, provider, pages, django_capture_on_commit_callbacks):
    said = {"email": "new@example.org", "name": "New Person", "role": "colleague"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(officer).post(pages["members"], said)

    assert answer.status_code == 302
    assert Invitation.objects.get(email="new@example.org").role == "colleague"
    assert Membership.objects.count() == 1
    assert mail.outbox[0].to == ["new@example.org"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "nobody"), ("name", "\u202eevil"), ("name", "a\x00b"), ("role", "owner")],
)
def test_a_wrong_invitation_keeps_what_was_typed(sign_in, officer, pages, field, value):
    said = {"email": "new@example.org", "name": "New Person", "role": "colleague", field: value}

    answer = sign_in(officer).post(pages["members"], said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Membership.objects.count() == 1


def test_a_role_is_changed_and_a_member_removed(
    sign_in, officer, provider, pages, colleague_membership
):
    client, one = sign_in(officer), colleague_membership

    client.post(reverse("member-role", args=[provider.pk, one.pk]), {"role": "officer"})
    one.refresh_from_db()
    assert one.role == "officer"

    client.post(reverse("member-remove", args=[provider.pk, one.pk]))
    one.refresh_from_db()
    assert one.ended_at


def test_the_last_officer_stays(sign_in, officer, provider):
    own = Membership.objects.get(user=officer.user_id)

    answer = sign_in(officer).post(reverse("member-remove", args=[provider.pk, own.pk]))

    assert answer.status_code == 409
    assert "last officer" in answer.content.decode()


def test_members_of_others_are_out_of_reach(
    sign_in, rival, rival_provider, provider, colleague_membership
):
    client = sign_in(rival)

    for holder in (provider, rival_provider):
        url = reverse("member-remove", args=[holder.pk, colleague_membership.pk])
        assert client.post(url).status_code == 404
    colleague_membership.refresh_from_db()
    assert colleague_membership.ended_at is None


# Profile and trail


def test_a_profile_is_changed_once_per_revision(sign_in, officer, provider, pages):
    client = sign_in(officer)
    said = {"name": "Renamed SA", "time_zone": "Europe/Brussels", "revision": provider.revision}

    assert client.post(pages["provider-edit"], said).status_code == 302
    second = client.post(pages["provider-edit"], said | {"name": "Other"})

    provider.refresh_from_db()
    assert provider.name == "Renamed SA"
    assert second.status_code == 422


def test_the_trail_is_filtered_and_verified(sign_in, officer, provider, pages, now):
    xenia = make.make_user("Xenia")
    service.add_member(provider=provider, user=xenia, role="colleague", by=officer, now=now)
    client = sign_in(officer)

    found = client.get(pages["trail"], {"action": "member.added", "verify": "1"})

    assert [one.action for one in found.context["page"]] == ["member.added"]
    assert "The chain is whole" in found.content.decode()
    assert not client.get(pages["trail"], {"q": "nobody at all"}).context["page"].object_list
    assert client.get(pages["trail"], {"after": "2026-02-30"}).status_code == 422


def test_a_broken_chain_is_shown(sign_in, officer, provider, pages, now):
    service.add_member(
        provider=provider, user=make.make_user(), role="colleague", by=officer, now=now
    )
    with pgtrigger.ignore("providers.AuditEvent:audit_is_never_edited"):
        AuditEvent.objects.filter(provider=provider).update(actor_name="Mallory")

    text = sign_in(officer).get(pages["trail"], {"verify": "1"}).content.decode()

    assert "The chain is broken" in text


# Tokens


def test_a_token_is_shown_once_and_revoked(sign_in, officer):
    client = sign_in(officer)

    issued = client.post(reverse("tokens"), {"label": "export", "scopes": ["read"], "days": "30"})

    plain = issued.context["plain"]
    assert plain
    assert plain in issued.content.decode()
    assert plain not in client.get(reverse("tokens")).content.decode()
    token = ApiToken.objects.get()
    assert client.post(reverse("token-revoke", args=[token.public_id])).status_code == 302
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("days", "0"), ("days", "9999"), ("scopes", ["review"]), ("label", "")]
)
def test_a_token_that_may_not_be_is_refused(sign_in, officer, field, value):
    said = {"label": "export", "scopes": ["read"], "days": "30", field: value}

    answer = sign_in(officer).post(reverse("tokens"), said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses_token(sign_in, officer, rival):
    sign_in(officer).post(reverse("tokens"), {"label": "x", "scopes": ["read"], "days": "3"})
    token = ApiToken.objects.get()

    answer = sign_in(rival).post(reverse("token-revoke", args=[token.public_id]))

    assert answer.status_code == 404
    assert ApiToken.objects.exists()


# Lists of models


def listed(text, name="models.csv"):
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def test_a_list_is_previewed_then_imported_as_previewed(sign_in, officer, provider):
    client = sign_in(officer)
    upload = listed("Model,Training compute (FLOP)\nAurora,2e24\n,1e20\n")

    kept = client.post(reverse("model-import"), {"file": upload, "source": "A list"})
    preview = client.get(kept["Location"])

    assert AIModel.objects.count() == 0
    assert preview.context["refused"] == 1
    said = {"fingerprint": preview.context["fingerprint"]}
    assert client.post(kept["Location"], said).status_code == 409
    done = client.post(kept["Location"], said | {"leave_out_refused": "on"})
    assert done.status_code == 200
    assert AIModel.objects.get().name == "Aurora"
    assert not ImportDraft.objects.exists()


def test_what_is_no_list_is_refused(sign_in, officer):
    client = sign_in(officer)

    for upload in (listed(""), listed("Model\n"), listed("Colour\nred\n"), listed("Model\na\x00b")):
        answer = client.post(reverse("model-import"), {"file": upload})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["file"]
    assert not ImportDraft.objects.exists()


def test_a_list_in_somebody_elses_hands_does_not_exist(sign_in, officer, provider, rival):
    kept = sign_in(officer).post(reverse("model-import"), {"file": listed("Model\nAurora\n")})
    second = make.actor_for(make.make_member(provider))

    assert sign_in(rival).get(kept["Location"]).status_code == 404
    assert sign_in(second).get(kept["Location"]).status_code == 404


def test_pages_write_the_trail(sign_in, officer, provider, pages):
    before = AuditEvent.objects.filter(provider=provider).count()

    sign_in(officer).post(
        pages["members"], {"email": "n@example.org", "name": "N", "role": "colleague"}
    )

    last = AuditEvent.objects.filter(provider=provider).order_by("-position").first()
    assert AuditEvent.objects.filter(provider=provider).count() == before + 1
    assert (last.action, last.actor_name) == ("member.invited", officer.name)
    assert last.at <= timezone.now()
