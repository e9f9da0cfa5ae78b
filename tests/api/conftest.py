"""Programs of the cast: each fixture's actor through a token, at the API's addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from obligations.services import catalogue
from providers.actors import Actor, Scope
from providers.models import ApiToken
from tests.factories import providers as make

ALL_SCOPES = ("read", "write", "review")


def make_token(actor: Actor, *scopes: str, expires_in: timedelta = timedelta(days=1)) -> str:
    """A token of the person behind an actor; answers its text."""
    user = make.user_of(actor)
    _, text = ApiToken.objects.create(
        user=user,
        expiry=expires_in,
        label="a program",
        scopes=list(scopes or ALL_SCOPES),
        password_number=user.password_number,
    )
    return text


class Program(APIClient):
    """A client that speaks JSON to /api/v1/ with a person's token."""

    def __init__(self, actor: Actor | None = None, *scopes: str) -> None:
        super().__init__()
        if actor is not None and actor.user_id is not None:
            self.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(actor, *scopes)}")

    def generic(self, method, path, *args, **kwargs):
        path = path if path.startswith(("/", "http")) else f"/api/v1/{path}"
        return super().generic(method, path, *args, **kwargs)


@pytest.fixture(autouse=True)
def unlimited(settings) -> None:
    """The calculators have no limit, except where a test sets one."""
    settings.TOOLS_RATE = None


@pytest.fixture
def program() -> Callable[..., Program]:
    return Program


@pytest.fixture
def api(officer) -> Program:
    """The officer's program."""
    return Program(officer)


@pytest.fixture
def stranger_api() -> Program:
    return Program()


@pytest.fixture
def synced(db) -> None:
    """The catalogue as rows."""
    catalogue.sync(now=timezone.now())


def problem(response, status: int) -> dict:
    """The problem of a refusal, once its outside is right."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def fields(response, status: int = 400) -> dict[str, str]:
    """The message of each field at fault."""
    return {one["field"]: one["message"] for one in problem(response, status).get("errors", [])}


__all__ = ["ALL_SCOPES", "Program", "Scope", "fields", "make_token", "problem"]
