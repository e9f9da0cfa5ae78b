"""Signing in at an organisation: whom it vouches for, who was invited, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone

from cop_tracker.env import BrokenSettingError
from cop_tracker.single_sign_on import organisations
from providers.models import User
from tests.cop_tracker import organisation
from tests.cop_tracker.organisation import SECRET, FakeOrganisation, is_signed_in, settings_of
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
EMAIL = "noor@acme.example"
# People with an account of other organisations, whom this one does not speak for.
OTHERS = ("noor@other.example", "noor@evil-acme.example", "noor@acme.example.evil.example")
# Instants of a token, fixed because every worker must collect the same names of tests.
LONG_AGO, FAR_AHEAD = 1_000_000_000, 4_102_444_800


@pytest.fixture(scope="module")
def fake():
    made = FakeOrganisation()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def acme(fake, set_up):
    fake.header, fake.sign_with, fake.algorithm = {"kid": "the-key"}, fake.key, "RS256"

    def configure(**changes):
        set_up(organisation.acme(fake.url) | changes)

    configure()
    return configure


def begin(client, following="/account/"):
    led = client.get("/accounts/organisation/", {"email": EMAIL, "next": following})
    assert urlsplit(led["Location"]).path == "/accounts/oidc/acme/login/"
    return client.get(led["Location"])["Location"]


def come_back(client, fake, **claims):
    given = fake.authorize(begin(client), **claims)
    return client.get("/accounts/oidc/acme/callback/", given)


def test_a_person_with_an_account_signs_in_and_is_known_by_subject_afterwards(fake, noor, client):
    answer = come_back(client, fake)

    assert answer["Location"] == "/account/"
    assert is_signed_in(client)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (noor, "acme", "subject-1")
    again = Client()
    come_back(again, fake)
    assert again.session["_auth_user_id"] == str(noor.pk)
    assert SocialAccount.objects.count() == 1


def test_it_gives_no_role(fake, noor, client, provider):
    come_back(client, fake)

    assert make.actor_for(noor).roles == {}
    assert not make.actor_for(noor).is_office


def test_an_invited_person_gets_an_account_without_password_and_then_accepts(
    fake, client, provider
):
    make.make_invitation(
        provider, EMAIL, link="the-link", expires_at=timezone.now() + timedelta(days=1)
    )
    given = fake.authorize(begin(client, "/invitations/the-link/"))

    back = client.get("/accounts/oidc/acme/callback/", given)

    assert back["Location"] == "/invitations/the-link/"
    user = User.objects.get(email=EMAIL)
    assert (user.name, user.has_usable_password()) == ("Noor of Acme", False)
    assert make.actor_for(user).roles == {}
    client.post(back["Location"], {"step": "accept"})
    assert make.actor_for(user).role_in(provider.pk) == "colleague"


def test_nobody_comes_in_uninvited(fake, client):
    answer = come_back(client, fake)

    assert answer.status_code == 403
    assert "Acme knows you, and nobody invited you here yet." in answer.content.decode()
    assert not is_signed_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-program"},
        {"aud": ["tracker", "other"], "azp": "other"},
        {"exp": LONG_AGO},
        {"exp": None},
        {"iat": FAR_AHEAD},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        *({"email": email} for email in OTHERS),
    ],
    ids=str,
)
def test_a_token_that_is_not_right_in_every_part_opens_nothing(fake, noor, client, claims):
    for email in OTHERS:
        make.make_user("Other", email=email)

    answer = come_back(client, fake, **claims)

    assert answer.status_code in (200, 401, 403)
    assert "You are not signed in" in answer.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def another_key(fake):
    fake.sign_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def unsigned(fake):
    fake.sign_with, fake.algorithm = None, "none"


def shared_secret(fake):
    fake.sign_with, fake.algorithm = SECRET * 2, "HS256"


def unknown_key(fake):
    fake.header = {"kid": "another"}


def no_key(fake):
    fake.header = {}


@pytest.mark.parametrize("break_it", [another_key, unsigned, shared_secret, unknown_key, no_key])
def test_a_token_that_the_organisation_did_not_sign_opens_nothing(fake, noor, client, break_it):
    break_it(fake)

    come_back(client, fake)

    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_answer_belongs_to_the_browser_that_asked_and_counts_once(fake, noor, client):
    given = fake.authorize(begin(client))

    stranger = Client()
    assert not is_signed_in(stranger)
    stranger.get("/accounts/oidc/acme/callback/", given)
    client.get("/accounts/oidc/acme/callback/", given | {"state": "made-up"})
    assert not is_signed_in(stranger)
    assert not is_signed_in(client)
    client.get("/accounts/oidc/acme/callback/", given)
    assert is_signed_in(client)
    again = client.get("/accounts/oidc/acme/callback/", given)
    assert again.status_code == 401
    assert "You are not signed in" in again.content.decode()
    later = Client()
    later.get("/accounts/oidc/acme/callback/", given)
    assert not is_signed_in(later)


def test_a_closed_account_stays_closed(fake, noor, client):
    noor.is_active = False
    noor.save()

    answer = come_back(client, fake)

    assert "Your account here was closed." in answer.content.decode()
    assert not is_signed_in(client)


def test_who_is_signed_in_connects_no_other_address(fake, noor, client, rival):
    make.signed_in(client, make.user_of(rival))
    led = client.get("/accounts/oidc/acme/login/", {"process": "connect"})["Location"]

    answer = client.get("/accounts/oidc/acme/callback/", fake.authorize(led))

    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_persons_own_second_factor_is_asked_for_all_the_same(fake, noor, client):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(noor, "JBSWY3DPEHPK3PXP")

    answer = come_back(client, fake)

    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("two_factors", [True, False])
def test_two_factors_asked_for_elsewhere_count_where_the_operator_says_so(
    fake, noor, client, provider, acme, two_factors
):
    acme(two_factors=two_factors)
    make.make_member(provider, user=noor)
    provider.requires_two_factors = True
    provider.save()

    come_back(client, fake)

    assert (client.get("/duties/").status_code == 200) is two_factors
    by_password = Client()
    make.signed_in(by_password, noor)
    assert by_password.get("/duties/").status_code == 302


def test_which_organisations_there_are_is_not_listed(client):
    page = client.get("/accounts/login/").content.decode()

    assert "Sign in with your organisation" in page
    assert "Acme" not in page
    answer = client.get("/accounts/organisation/", {"email": "x@nowhere.example"})
    assert answer.status_code == 422
    assert "Acme" not in answer.content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(fake, noor, client, target):
    led = client.get("/accounts/organisation/", {"email": EMAIL, "next": target})
    assert "evil" not in led["Location"]

    location = client.get("/accounts/oidc/acme/login/", {"next": target})["Location"]
    back = client.get("/accounts/oidc/acme/callback/", fake.authorize(location))

    assert not urlsplit(back["Location"]).netloc
    assert back["Location"] == "/"


def test_pages_of_the_library_that_would_take_an_address_are_closed(client):
    for path in ("/accounts/3rdparty/", "/accounts/3rdparty/signup/", "/accounts/email/"):
        assert client.get(path).status_code == 404


# The file


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"protocol": "ldap"}, "names its protocol"),
        ({"domains": []}, "list of mail domains"),
        ({"domains": ["acme"]}, "no mail domain"),
        ({"id": "Acme Inc"}, "its id has"),
        ({"server_url": None, "colour": "red"}, "nothing is known of colour"),
    ],
)
def test_a_broken_file_is_refused_with_one_sentence(acme, changes, told):
    with pytest.raises(BrokenSettingError, match=told):
        acme(**changes)


def test_no_file_is_no_organisation_and_a_domain_has_one(tmp_path):
    assert organisations.read("") == ()
    with pytest.raises(BrokenSettingError, match="cannot be read"):
        organisations.read(str(tmp_path / "nowhere.yaml"))
    one = organisation.acme("https://acme.example")
    with pytest.raises(BrokenSettingError, match=r"the domain acme\.example stands there twice"):
        settings_of(one, one | {"id": "another"})
