"""middleware.py: who acts on a request, and for which provider."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from providers.actors import ANONYMOUS, Role
from providers.middleware import ActorMiddleware, choose_provider
from providers.models import Membership
from tests.factories import providers as make


@pytest.fixture
def arrive(settings):
    """Send a request through the middleware and answer it as the view would get it."""

    def arrived(user=None, session=None):
        request = RequestFactory().get("/")
        request.session = session if session is not None else SessionStore()
        request.user = user or AnonymousUser()
        if user is not None:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
        ActorMiddleware(lambda _: HttpResponse())(request)
        return request

    return arrived


def test_a_visitor_is_anonymous_and_costs_no_query(arrive, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        request = arrive()

    assert request.actor is ANONYMOUS
    assert request.current_provider is None
    assert request.providers == ()


@pytest.mark.parametrize("memberships", [1, 3])
def test_a_member_acts_for_their_providers_after_one_query(
    arrive, django_assert_num_queries, db, memberships
):
    user = make.make_user("Olivia")
    mine = [make.make_provider() for _ in range(memberships)]
    for provider in mine:
        make.make_member(provider, Role.OFFICER, user)

    with django_assert_num_queries(1):
        request = arrive(user)

    assert request.actor == make.actor_for(user)
    assert set(request.providers) == set(mine)
    assert request.current_provider in mine


def test_a_person_without_membership_has_no_provider(arrive, reviewer):
    request = arrive(make.user_of(reviewer))

    assert request.actor.is_office
    assert request.current_provider is None


def test_a_closed_account_is_anonymous(arrive, provider):
    user = make.make_member(provider)
    user.is_active = False

    assert arrive(user).actor is ANONYMOUS


def test_a_person_chooses_among_their_own_providers(arrive, provider, rival_provider, officer, now):
    user = make.user_of(officer)
    second = make.make_provider("Second Models BV")
    make.make_member(second, Role.COLLEAGUE, user)
    Membership.objects.filter(provider=second).update(created_at=now + timedelta(days=1))
    session = SessionStore()
    request = arrive(user, session)
    assert request.current_provider == provider

    assert not choose_provider(request, rival_provider.pk)
    assert choose_provider(request, second.pk)

    assert arrive(user, session).current_provider == second
    Membership.objects.filter(provider=second).update(ended_at=now)
    assert arrive(user, session).current_provider == provider
