"""People, their roles in providers, and the tokens they give to programs."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager

from providers.actors import Role, Scope, Theme
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create a person who signs in by e-mail address."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create an operator who may read the admin pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing] # knox is untyped
    """A person; at providers through memberships, at the AI Office by ``is_office``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_office = models.BooleanField(default=False)
    # Whether a reviewer reads a provider only while access to it was given (OfficeAccess).
    needs_access = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # Signing up is an instant of the edge (a sign-in form), not a legal date.
    date_joined = models.DateTimeField(default=timezone.now)  # noqa: TID251 -- an edge
    # How pages are written for the person; empty leaves it to the browser, and to Brussels.
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Theme]
    )
    # How many passwords the person has had: what was given out under one ends with it.
    password_number = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="an_email_signs_in_one_person")]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """Set another password; the next save ends the tokens issued under the one before.

        A hash that is renewed in place, with the same password, is saved without this number.
        """
        super().set_password(raw_password)
        self.password_number += 1

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in one provider."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user"],
                condition=models.Q(ended_at=None),
                name="a_person_has_one_role_in_a_provider",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.provider}"


class ApiToken(AbstractAuthToken):
    """A token a person gave to a program: stored as a hash, with scopes and an expiry.

    The hash is the row's key and stays inside; ``public_id`` names the token outside.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=100)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=[(s.value, s.value) for s in Scope])
    )
    last_used_at = models.DateTimeField(null=True, blank=True)
    password_number = models.PositiveIntegerField(default=0)

    objects = AuthTokenManager()

    def __str__(self) -> str:
        return self.label
