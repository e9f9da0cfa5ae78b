"""The cast and the calendar.

``officer`` writes for ``provider``, ``colleague`` may only read there, ``representative`` holds its
mandate, ``rival`` is an officer of another provider, ``reviewer`` is at the AI Office, ``stranger``
has no account. Each is an Actor; ``sign_in`` turns one into a signed-in client. ``duty`` is one of
``ai_model``, of ``provider``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from obligations.models import Duty
from obligations.phrasebook import shown
from obligations.phrasebook.book import Book
from providers.actors import ANONYMOUS, Actor, Role
from providers.models import AIModel, Provider
from tests.factories import evidence
from tests.factories import providers as make


@pytest.fixture(autouse=True)
def unslowed() -> None:
    """Tries that one test made to sign in do not slow down the next."""
    cache.clear()


@pytest.fixture(scope="session")
def roots(tmp_path_factory) -> Path:
    """Where the tests store evidence, each in a folder of its own."""
    return tmp_path_factory.mktemp("evidence")


@pytest.fixture(autouse=True)
def root(settings, roots) -> Path:
    """The evidence of this test alone; its folder is made when something is stored."""
    settings.EVIDENCE_ROOT = roots / uuid4().hex
    return settings.EVIDENCE_ROOT


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, 10:00 in Brussels."""
    return make.NOW


@pytest.fixture
def provider(db) -> Provider:
    return make.make_provider("Fictional Models SA")


@pytest.fixture
def rival_provider(db) -> Provider:
    return make.make_provider("Rival Models Ltd")


@pytest.fixture
def ai_model(provider) -> AIModel:
    return make.make_model(provider, "Meridian")


@pytest.fixture
def duty(ai_model) -> Duty:
    return evidence.make_duty(ai_model)


@pytest.fixture
def rival_model(rival_provider) -> AIModel:
    return make.make_model(rival_provider, "Contrary")


@pytest.fixture
def officer(provider) -> Actor:
    return make.actor_for(make.make_member(provider, Role.OFFICER, make.make_user("Olivia")))


@pytest.fixture
def colleague(provider) -> Actor:
    return make.actor_for(make.make_member(provider, Role.COLLEAGUE, make.make_user("Carl")))


@pytest.fixture
def representative(provider) -> Actor:
    return make.actor_for(make.make_member(provider, Role.REPRESENTATIVE, make.make_user("Renée")))


@pytest.fixture
def rival(rival_provider) -> Actor:
    return make.actor_for(make.make_member(rival_provider, Role.OFFICER, make.make_user("Rita")))


@pytest.fixture
def reviewer(db) -> Actor:
    return make.actor_for(make.make_user("Viktor", is_office=True))


@pytest.fixture
def stranger() -> Actor:
    return ANONYMOUS


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    def signed_in(actor: Actor) -> Client:
        client = Client()
        if actor.user_id is not None:
            make.signed_in(client, make.user_of(actor))
        return client

    return signed_in


@pytest.fixture
def french(monkeypatch) -> None:
    """Give French a phrasebook of a few phrases, whatever the message files say today."""
    words = {
        "Notify": "Notifier",
        "It applies from {day}.": "Elle s’applique depuis le {day}.",
        "Due in {days} days: {title}": "À faire dans {days} jours : {title}",
    }
    monkeypatch.setattr(shown, "book", {"fr": Book("fr", words)}.get)
