"""Signing in at an organisation with SAML: a signed answer to what was asked, and nothing else."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone
from onelogin.saml2.constants import OneLogin_Saml2_Constants as SAML

from cop_tracker.single_sign_on import saml
from providers.models import User
from providers.services import people
from tests.cop_tracker.identity_provider import EMAIL_FORMAT, ENTITY, SSO, IdentityProvider
from tests.cop_tracker.organisation import is_signed_in
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
EMAIL = "noor@umbra.example"
ATTRIBUTE = "urn:oid:0.9.2342.19200300.100.1.3"
HOST = "tracker.example"
# People with an account who come in if a signature is not checked, or an address not to its end.
OTHERS = (
    "mila@umbra.example",
    "noor@other.example",
    "noor@evil-umbra.example",
    "noor@umbra.example.evil.example",
)
LONG_AGO = datetime(2001, 9, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def umbra():
    return IdentityProvider()


@pytest.fixture(scope="module")
def stranger():
    return IdentityProvider()


def browser():
    return Client(headers={"host": HOST})


@pytest.fixture
def client():
    return browser()


@pytest.fixture(autouse=True)
def configure(umbra, settings, set_up):
    settings.ALLOWED_HOSTS = [HOST]

    def configured(**changes):
        said = {
            "id": "umbra",
            "name": "Umbra",
            "protocol": "saml",
            "domains": ["umbra.example"],
            "entity_id": ENTITY,
            "sso_url": SSO,
            "certificate": umbra.certificate,
        } | changes
        set_up(said)

    configured()
    return configured


def begin(client, umbra, following="/account/"):
    led = client.get("/accounts/organisation/", {"email": EMAIL, "next": following})
    assert urlsplit(led["Location"]).path == "/accounts/saml/umbra/login/"
    return umbra.asked(client.get(led["Location"])["Location"])


def come_back(client, form):
    took = client.post("/accounts/saml/umbra/acs/", form)
    if took.status_code == 401:  # It could not even be read.
        return took
    assert took["Location"] == "/accounts/saml/umbra/acs/finish/"
    return client.get(took["Location"])


def packed(xml):
    return base64.b64encode(xml.encode()).decode()


def test_a_person_with_an_account_signs_in_and_is_known_by_subject_afterwards(umbra, noor, client):
    answer = come_back(client, umbra.answer(begin(client, umbra)))

    assert answer["Location"] == "/account/"
    assert client.session["_auth_user_id"] == str(noor.pk)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (noor, "umbra", "person-1")
    again = browser()
    come_back(again, umbra.answer(begin(again, umbra)))
    assert again.session["_auth_user_id"] == str(noor.pk)
    assert SocialAccount.objects.count() == 1


def test_an_invited_person_gets_an_account_with_the_name_they_have_there(umbra, client, provider):
    make.make_invitation(
        provider, EMAIL, link="the-link", expires_at=timezone.now() + timedelta(days=1)
    )

    back = come_back(client, umbra.answer(begin(client, umbra, "/invitations/the-link/")))

    assert back["Location"] == "/invitations/the-link/"
    user = User.objects.get(email=EMAIL)
    assert (user.name, user.has_usable_password()) == ("Noor of Umbra", False)
    assert make.actor_for(user).roles == {}


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("\u0645\u06cc\u200c\u0646\u0627", "\u0645\u06cc\u200c\u0646\u0627"),
        ("Soft\u00adly \u202eNoor", "Softly Noor"),
        ("Zoe\u0308\n  Umbra", "Zo\u00eb Umbra"),
        ("\u200b\u00ad", "noor"),
    ],
    ids=ascii,
)
def test_a_name_keeps_what_it_is_written_with(umbra, configure, client, provider, shown, name):
    configure(email_attribute="mail", name_attribute="shownAs")
    make.make_invitation(
        provider, EMAIL, link="the-link", expires_at=timezone.now() + timedelta(days=1)
    )
    said = {"mail": EMAIL, "shownAs": shown}

    come_back(client, umbra.answer(begin(client, umbra), attributes=said))

    assert User.objects.get(email=EMAIL).name == name


def test_nobody_comes_in_uninvited(umbra, client):
    answer = come_back(client, umbra.answer(begin(client, umbra)))

    assert answer.status_code == 403
    assert "Umbra knows you, and nobody invited you here yet." in answer.content.decode()
    assert not User.objects.exists()


def test_the_address_may_be_the_name_of_the_subject(umbra, noor, client):
    form = umbra.answer(begin(client, umbra), name_id=EMAIL, format=EMAIL_FORMAT, attributes={})

    come_back(client, form)

    assert client.session["_auth_user_id"] == str(noor.pk)


def test_an_organisation_may_name_its_attributes_itself(umbra, configure, client, provider):
    configure(email_attribute="mail", name_attribute="shownAs")
    make.make_invitation(
        provider, EMAIL, link="the-link", expires_at=timezone.now() + timedelta(days=1)
    )
    said = {"mail": EMAIL, "shownAs": "Noor U."}

    come_back(client, umbra.answer(begin(client, umbra), attributes=said))

    assert User.objects.get(email=EMAIL).name == "Noor U."


@pytest.mark.parametrize(
    "changes",
    [
        {"signer": None},
        {"tampered": (EMAIL, OTHERS[0])},
        {"tampered": ("person-1", "person-2")},
        {"entity": "https://evil.example"},
        {"audience": "https://another-program.example/metadata/"},
        {"recipient": "https://another-program.example/acs/"},
        {"until": LONG_AGO},
        {"in_response_to": ""},
        {"in_response_to": "ONELOGIN_of_somebody_else"},
        {"name_id": ""},
        {"attributes": {"urn:oid:2.5.4.42": "Noor"}},
        *({"attributes": {ATTRIBUTE: email}} for email in OTHERS[1:]),
    ],
    ids=str,
)
def test_an_answer_that_is_not_right_in_every_part_opens_nothing(umbra, noor, client, changes):
    for email in OTHERS:
        make.make_user("Other", email=email)

    answer = come_back(client, umbra.answer(begin(client, umbra), **changes))

    assert answer.status_code in (401, 403)
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_signature_of_somebody_else_opens_nothing(umbra, stranger, noor, client):
    come_back(client, umbra.answer(begin(client, umbra), signer=stranger))

    assert not is_signed_in(client)


def test_an_answer_counts_once_and_in_the_browser_that_asked(umbra, noor, client):
    form = umbra.answer(begin(client, umbra))
    other = browser()

    come_back(other, form)
    assert not is_signed_in(other)
    come_back(client, form)
    assert is_signed_in(client)
    again = come_back(client, form)
    assert again.status_code in (401, 403)


DTD = '<!DOCTYPE a SYSTEM "https://evil.example/a.dtd"><a/>'
ENTITY_BOMB = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'


@pytest.mark.parametrize(
    "posted", [None, "!", "PGE+", "å", packed(DTD), packed(ENTITY_BOMB), packed("<a/>")], ids=str
)
def test_what_is_no_answer_is_a_page_that_says_so(client, posted):
    form = {} if posted is None else {"SAMLResponse": posted}
    answer = client.post("/accounts/saml/umbra/acs/", form, follow=True)

    assert answer.status_code == 401
    assert "What your organisation answered could not be verified." in answer.content.decode()
    assert not is_signed_in(client)


def test_what_cannot_be_read_is_one_line_of_the_log_with_its_cause(client, caplog):
    client.post("/accounts/saml/umbra/acs/", {"SAMLResponse": packed(DTD)})

    told = next(one for one in caplog.records if one.name == saml.__name__)
    assert told.getMessage().startswith("What umbra answered by SAML cannot be read: 'DTDForbidden")
    assert "\n" not in told.getMessage()
    assert (told.levelname, told.exc_info) == ("WARNING", None)


def test_an_answer_comes_as_a_post_alone(client, caplog):
    for ask in (client.get, client.head, client.put):
        assert ask("/accounts/saml/umbra/acs/").status_code == 405

    assert [one for one in caplog.records if one.name == saml.__name__] == []


def test_an_error_of_ours_is_not_taken_for_one_of_the_organisation(
    umbra, provider, client, monkeypatch
):
    make.make_invitation(
        provider, EMAIL, link="the-link", expires_at=timezone.now() + timedelta(days=1)
    )

    def broken(**given):
        raise ValueError("A mistake of ours.")

    monkeypatch.setattr(people, "add", broken)
    with pytest.raises(ValueError, match="A mistake of ours"):
        come_back(client, umbra.answer(begin(client, umbra)))


def test_what_this_side_is_can_be_read_by_the_organisation(client):
    said = ET.fromstring(client.get("/accounts/saml/umbra/metadata/").content)  # noqa: S314 -- ours

    service = said.find(f".//{{{SAML.NS_MD}}}AssertionConsumerService")
    assert service is not None
    assert service.attrib["Location"] == "http://tracker.example/accounts/saml/umbra/acs/"
    assert said.find(f".//{{{SAML.NS_MD}}}SPSSODescriptor").attrib["WantAssertionsSigned"] == "true"


def test_signing_out_from_there_is_closed_and_not_announced(client):
    said = client.get("/accounts/saml/umbra/metadata/").content.decode()

    assert "AssertionConsumerService" in said
    assert "SingleLogoutService" not in said
    assert client.get("/accounts/saml/umbra/sls/").status_code == 404


def test_an_organisation_that_is_not_set_up_has_no_address(client):
    assert client.get("/accounts/saml/nobody/login/").status_code == 404
    assert client.get("/accounts/saml/nobody/metadata/").status_code == 404
    assert client.post("/accounts/saml/nobody/acs/").status_code == 404
    assert client.post("/accounts/saml/nobody/acs/finish/").status_code == 404
