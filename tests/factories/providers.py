"""Rows of the providers app, with nothing in them that the test did not ask for."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, date, datetime, timedelta
from itertools import count

from allauth.account.internal.userkit import user_id_to_str
from django.test import Client
from django.utils import timezone

from providers.actors import Actor, ActorKind, Role, Scope
from providers.kinds import Subject, clean, kind
from providers.models import (
    AIModel,
    Fact,
    Invitation,
    Membership,
    ModelVersion,
    OfficeAccess,
    Provider,
    Team,
    User,
)
from providers.queries import actors

# Monday 23 November 2026, 10:00 in Brussels.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a-long-password-for-tests"

_numbers = count(1)


def make_provider(name: str | None = None, **fields) -> Provider:
    """A provider without people, facts or models."""
    fields.setdefault("created_at", NOW)
    return Provider.objects.create(name=name or f"Provider {next(_numbers)}", **fields)


def make_user(name: str | None = None, *, email: str | None = None, **fields) -> User:
    """A person who can sign in with PASSWORD and is a member of nothing."""
    name = name or f"Person {next(_numbers)}"
    email = email or f"person-{next(_numbers)}@example.org"
    return User.objects.create_user(email, PASSWORD, name=name, **fields)


def make_member(provider: Provider, role: Role = Role.OFFICER, user: User | None = None) -> User:
    """A person with a role in the provider; answers the person."""
    user = user or make_user()
    Membership.objects.create(provider=provider, user=user, role=role.value, created_at=NOW)
    return user


def make_access(
    provider: Provider, reviewer: User | None = None, *, days: int = 30, **fields
) -> OfficeAccess:
    """Access that runs now by any clock, given by the factory to a reviewer who needs it."""
    today = timezone.localdate()
    fields.setdefault("begins_on", min(today, NOW.date()))
    fields.setdefault("ends_on", max(today, NOW.date()) + timedelta(days=days))
    fields.setdefault("because", "A case.")
    return OfficeAccess.objects.create(
        provider=provider,
        reviewer=reviewer or make_user(is_office=True, needs_access=True),
        given_at=NOW,
        given_by_name="Factory",
        **fields,
    )


def make_team(provider: Provider, name: str, *people: User) -> Team:
    """A team of the people given."""
    team = Team.objects.create(provider=provider, name=name, created_at=NOW)
    team.people.set(people)
    return team


def make_invitation(
    provider: Provider, email: str, role: Role = Role.COLLEAGUE, *, link: str = "", **fields
) -> Invitation:
    """An open invitation, with a link of the test's or one nobody knows."""
    link = link or f"link-{next(_numbers)}"
    defaults = {
        "name": "Somebody",
        "invited_by_name": "Factory",
        "created_at": NOW,
        "sent_at": NOW,
        "expires_at": NOW + timedelta(days=7),
    }
    return Invitation.objects.create(
        provider=provider,
        email=email,
        role=role.value,
        digest=hashlib.sha256(link.encode()).hexdigest(),
        **defaults | fields,
    )


def actor_for(user: User, *, scopes: frozenset[Scope] | None = None) -> Actor:
    """The person at the pages; with ``scopes``, through a token that has them."""
    if scopes is None:
        return actors.of_user(user)
    return actors.of_user(user, kind=ActorKind.TOKEN, scopes=scopes, through="a token")


def user_of(actor: Actor) -> User:
    """The person behind an actor, to sign in with."""
    return User.objects.get(pk=actor.user_id)


def signed_in(client: Client, user: User) -> None:
    """Sign a person in as by password, just now: steps that ask again are let pass."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()


def make_model(provider: Provider, name: str | None = None, **fields) -> AIModel:
    """A model of which nothing is known; no duties follow, for no service is called."""
    fields.setdefault("created_at", NOW)
    name = name or f"Model {next(_numbers)}"
    return AIModel.objects.create(provider=provider, name=name, **fields)


def make_version(ai_model: AIModel, label: str = "1.0", **fields) -> ModelVersion:
    """A version of a model."""
    fields.setdefault("created_at", NOW)
    return ModelVersion.objects.create(
        provider=ai_model.provider, ai_model=ai_model, label=label, **fields
    )


def make_fact(about: Provider | AIModel, fact_kind: str, **value) -> Fact:
    """A fact in its stored form, after the one before; no duties follow."""
    about_model = kind(fact_kind).subject is Subject.MODEL
    ai_model = about if about_model else None
    provider = about.provider if about_model else about
    before = Fact.objects.filter(provider=provider, ai_model=ai_model, kind=fact_kind)
    return Fact.objects.create(
        provider=provider,
        ai_model=ai_model,
        kind=fact_kind,
        value=clean(fact_kind, value),
        known_on=date(2026, 11, 1),
        supersedes=before.current().first(),
        recorded_at=NOW,
        recorded_by_name="Factory",
    )
