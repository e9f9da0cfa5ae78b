"""A person's account: preferences, sessions, second factors; and what they change elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from obligations.templatetags.design import legal_date, number
from providers import reader, written
from providers.errors import InvalidInput, NotPermitted
from providers.models import ApiToken, AuditEvent, Membership
from providers.services import accounts, preferences
from providers.services import providers as workspaces
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
ACCOUNT = "/account/"


def sign_in(user, password=make.PASSWORD, **headers):
    client = Client(**headers)
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def is_signed_in(client):
    return "_auth_user_id" in client.session


def give_app(user):
    """Give a person an authenticator app; answer its secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    return secret


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


# Preferences


def test_what_a_person_chooses_is_kept_and_told(sign_in_as, officer):
    said = {"name": "Olivia O.", "language": "fr", "time_zone": "Asia/Tokyo", "theme": "dark"}

    answer = sign_in_as(officer).post(ACCOUNT, said)

    assert answer.status_code == 302
    user = make.user_of(officer)
    assert [user.name, user.language, user.time_zone, user.theme] == list(said.values())
    (event,) = AuditEvent.objects.filter(action="person.preferences_changed")
    assert event.detail["after"] == said


@pytest.fixture
def sign_in_as():
    def signed(actor):
        client = Client()
        make.signed_in(client, make.user_of(actor))
        return client

    return signed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u202eevil"),
        ("language", "tlh"),
        ("time_zone", "Mars/Olympus"),
        ("theme", "sepia"),
    ],
)
def test_what_nobody_can_choose_is_refused_beside_its_field(sign_in_as, officer, field, value):
    said = {"name": "O", "language": "", "time_zone": "", "theme": "system"} | {field: value}

    answer = sign_in_as(officer).post(ACCOUNT, said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not AuditEvent.objects.filter(action="person.preferences_changed").exists()


def test_nobody_chooses_for_somebody_else(officer, colleague, now):
    with pytest.raises(NotPermitted):
        preferences.choose(user=make.user_of(colleague), by=officer, now=now, theme="dark")
    with pytest.raises(InvalidInput):
        preferences.choose(user=make.user_of(officer), by=officer, now=now)


def test_the_theme_is_in_the_page_the_server_sends(sign_in_as, officer):
    client = sign_in_as(officer)

    assert client.post("/account/theme/", {"theme": "dark"}).status_code == 204

    assert '<html lang="en-gb" data-theme="dark"' in client.get(ACCOUNT).content.decode()
    client.post("/account/theme/", {"theme": "system"})
    client.cookies["theme"] = "dark"
    assert "data-theme=" not in client.get(ACCOUNT).content.decode().split(">")[1]


def test_a_page_is_written_in_the_persons_language_whatever_the_browser_asks(sign_in_as, officer):
    client = sign_in_as(officer)
    client.post(ACCOUNT, {"name": "O", "language": "de"})

    page = client.get(ACCOUNT, headers={"Accept-Language": "fr"})

    assert '<html lang="de"' in page.content.decode()
    assert page["Content-Language"] == "de"
    assert client.get("/api/v1/me/", headers={"Accept-Language": "fr"})["Content-Language"] == (
        "en-gb"
    )


def test_a_visitor_reads_in_the_language_of_the_browser(client):
    assert (
        '<html lang="fr"' in client.get("/", headers={"Accept-Language": "fr-BE"}).content.decode()
    )
    assert (
        '<html lang="en-gb"' in client.get("/", headers={"Accept-Language": "pl"}).content.decode()
    )


# Days, instants, numbers


@pytest.mark.parametrize(
    ("language", "day", "instant", "figure"),
    [
        ("en-gb", "Sun 1 Mar 2026", "1 Mar 2026, 14:05 CET", "1,234,567.5"),
        ("fr", "dim. 1er mars 2026", "1er mars 2026, 14:05 CET", "1\u202f234\u202f567,5"),
        ("de", "So., 1. März 2026", "1. März 2026, 14:05 MEZ", "1.234.567,5"),
    ],
)
def test_days_instants_and_numbers_follow_the_language(language, day, instant, figure):
    at = datetime(2026, 3, 1, 13, 5, tzinfo=UTC).astimezone(reader.BRUSSELS)

    assert written.day(date(2026, 3, 1), language) == day
    assert written.instant(at, language) == instant
    assert written.number(1234567.5, language) == figure


def test_only_the_first_of_a_month_is_an_ordinal_in_french():
    first, second = date(2025, 8, 1), date(2025, 8, 2)

    assert written.long_day(first, "fr") == "1er août 2025"
    assert written.full_day(first, "fr") == "vendredi 1er août 2025"
    assert written.day_of_month(first, "fr") == "1er août"
    assert written.long_day(second, "fr") == "2 août 2025"
    assert written.long_day(first, "en-gb") == "1 August 2025"


def test_french_sets_a_space_before_a_colon():
    assert written.colon("fr") == "\u00a0:"
    assert written.colon("de") == written.colon() == ":"


def test_an_instant_is_shown_in_the_readers_zone_and_a_day_stays_in_brussels():
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    with reader.reading_in("Asia/Tokyo"):
        shown, day = legal_date(at), legal_date(date(2026, 12, 31))

    assert ">1 Jan 2027, 08:30 JST<" in shown
    assert 'title="In Brussels: 1 Jan 2027, 00:30 CET"' in shown
    assert ">Thu 31 Dec 2026<" in day
    assert "title" not in legal_date(at)


def test_a_bare_number_in_a_template_is_the_same_in_every_language():
    from django.template import Context, Template
    from django.utils import translation

    for language in ("en-gb", "fr", "de"):
        with translation.override(language):
            assert Template("{{ x }}").render(Context({"x": 1234.5})) == "1234.5"
    with translation.override("de"):
        assert (number(None), number(0.5)) == ("", "0,5")


# Sessions


def test_a_person_sees_where_they_are_signed_in_and_ends_it(officer):
    user = make.user_of(officer)
    here = sign_in(user, headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    there = sign_in(user, headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/605.1"})

    shown = here.get(ACCOUNT).context["sessions"]
    assert [(one.browser, one.system, one.is_here) for one in shown] == [
        ("Firefox", "Linux", True),
        ("Safari", "iPhone", False),
    ]
    here.post(reverse("session-end", args=[shown[1].id]))

    assert there.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200


def test_nobody_ends_sessions_of_somebody_else(officer, rival):
    mine, theirs = sign_in(make.user_of(officer)), sign_in(make.user_of(rival))
    target = theirs.get(ACCOUNT).context["sessions"][0].id

    assert mine.post(reverse("session-end", args=[target])).status_code == 409

    mine.post(reverse("sessions-end"))
    assert theirs.get(ACCOUNT).status_code == 200


def test_all_others_end_at_once(officer):
    user = make.user_of(officer)
    here, *others = (sign_in(user) for _ in range(3))

    here.post(reverse("sessions-end"))

    assert [one.get(ACCOUNT).status_code for one in (here, *others)] == [200, 302, 302]
    assert AuditEvent.objects.get(action="person.ended_sessions").detail == {"count": 2}


# Second factors


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_asked_for(officer):
    user = make.user_of(officer)
    client = sign_in(user)
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in kept
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 10
    assert AuditEvent.objects.filter(action="person.added_factor").exists()
    assert "authenticator app was set up" in mail.outbox[0].body
    again = sign_in(user)
    assert not is_signed_in(again)
    again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(again)
    assert AuditEvent.objects.get(action="person.failed_factor").actor_name == "Anonymous"
    again.post(
        reverse("mfa_authenticate"), {"code": RecoveryCodes(user_codes(user)).get_unused_codes()[0]}
    )
    assert is_signed_in(again)


def user_codes(user):
    return Authenticator.objects.get(user=user, type="recovery_codes")


def test_a_recovery_code_opens_once(officer):
    user = make.user_of(officer)
    give_app(user)
    codes = RecoveryCodes.activate(user).get_unused_codes()

    for expected in (True, False):
        client = sign_in(user)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_signed_in(client) is expected


def test_setting_up_a_factor_asks_for_the_password_first(officer):
    client = sign_in(make.user_of(officer))
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 10_000
    session.save()

    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302, name
        assert "/reauthenticate/" in answer["Location"]


def test_guessing_codes_is_slowed_down(officer):
    user = make.user_of(officer)
    give_app(user)
    client = sign_in(user)

    answers = [
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}) for number in range(12)
    ]

    assert "Too many" in answers[-1].content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert not is_signed_in(client)


def test_the_operator_takes_lost_factors_away_and_every_way_in_with_them(officer, now, capsys):
    user = make.user_of(officer)
    client = sign_in(user)
    give_app(user)

    call_command("remove_factors", user.email)

    assert "Took 1 ways" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert client.get(ACCOUNT).status_code == 302
    with pytest.raises(NotPermitted):
        accounts.remove_factors(user=user, by=officer, now=now)


# Everybody needs two factors


@pytest.fixture
def strict(provider, officer, now):
    give_app(make.user_of(officer))
    return workspaces.require_two_factors(provider=provider, required=True, by=officer, now=now)


def test_a_role_waits_until_its_person_has_a_second_factor(strict, colleague, sign_in_as, api_of):
    user = make.user_of(colleague)
    program = api_of(colleague)
    page = sign_in_as(colleague)

    assert make.actor_for(user).roles == {}
    assert page.get("/duties/")["Location"] == reverse("second-factor")
    assert strict.name in page.get(reverse("second-factor")).content.decode()
    assert page.get(f"/providers/{strict.pk}/members/").status_code == 302
    assert program.get(f"/api/v1/providers/{strict.pk}/").status_code == 404
    give_app(user)
    assert make.actor_for(user).role_in(strict.pk) == "colleague"
    assert page.get("/duties/").status_code == 200
    assert program.get(f"/api/v1/providers/{strict.pk}/").status_code == 200
    assert page.get(reverse("second-factor")).status_code == 302


@pytest.fixture
def api_of():
    from tests.api.conftest import Program

    return Program


def test_who_asks_for_two_factors_has_them(provider, officer, colleague, sign_in_as, now):
    client = sign_in_as(officer)
    client.post(reverse("two-factors", args=[provider.pk]), {"required": "yes"})
    provider.refresh_from_db()
    assert not provider.requires_two_factors

    give_app(make.user_of(officer))
    client.post(reverse("two-factors", args=[provider.pk]), {"required": "yes"})
    provider.refresh_from_db()
    assert provider.requires_two_factors
    with pytest.raises(NotPermitted):
        workspaces.require_two_factors(provider=provider, required=False, by=colleague, now=now)


def test_the_office_can_ask_for_two_factors(reviewer, settings, sign_in_as):
    settings.OFFICE_NEEDS_TWO_FACTORS = True
    user = make.user_of(reviewer)

    assert not make.actor_for(user).is_office
    assert sign_in_as(reviewer).get("/office/")["Location"] == reverse("second-factor")
    give_app(user)
    assert make.actor_for(user).is_office


def test_knowing_who_acts_stays_one_query(strict, colleague, django_assert_num_queries):
    user = make.user_of(colleague)

    with django_assert_num_queries(1):
        make.actor_for(user)


# Steps that ask again


def stale(client):
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 10_000
    session.save()
    return client


def test_a_sensitive_step_asks_again_and_loses_nothing(officer, sign_in_as):
    client = stale(sign_in_as(officer))
    said = {"label": "export", "scopes": ["read", "write"], "days": "30"}

    asked = client.post(reverse("tokens"), said)

    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()
    back = client.post(asked["Location"], {"password": make.PASSWORD, "next": reverse("kept-form")})
    assert back["Location"] == reverse("kept-form")
    assert not ApiToken.objects.exists()
    kept = client.get(reverse("kept-form")).context["kept"]
    assert kept.fields == (
        ("label", "export"), ("scopes", "read"), ("scopes", "write"), ("days", "30"),
    )  # fmt: skip
    assert client.post(kept.path, said).status_code == 200
    assert ApiToken.objects.count() == 1
    assert client.get(reverse("kept-form")).context["kept"] is None


def test_a_program_without_a_token_is_told(officer, sign_in_as):
    client = stale(sign_in_as(officer))

    answer = client.post(
        "/api/v1/tokens/", {"label": "x", "scopes": ["read"]}, content_type="application/json"
    )

    assert answer.status_code == 403
    assert "Confirm on the pages" in answer.json()["detail"]
    assert not ApiToken.objects.exists()


def test_every_step_that_asks_again_exists():
    from django.conf import settings
    from django.urls import get_resolver

    known = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert settings.STEPS_TO_CONFIRM - known == set()


def test_a_member_is_not_removed_by_a_sign_in_of_yesterday(
    officer, colleague, sign_in_as, provider
):
    one = Membership.objects.get(user=colleague.user_id)

    stale(sign_in_as(officer)).post(reverse("member-remove", args=[provider.pk, one.pk]))

    one.refresh_from_db()
    assert one.ended_at is None
