"""How a person proves who they are: password, authenticator app, passkeys, recovery codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from providers.models import Membership, Provider, User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey or security key."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ways:
    """A person's ways to sign in, as they are now."""

    has_password: bool
    app_since: datetime | None
    keys: tuple[Key, ...]
    codes_left: int | None

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in asks for more than a password."""
        return self.app_since is not None or bool(self.keys)


def ways_of(user: User) -> Ways:
    """Gather a person's ways to sign in, in one query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    app = next((one for one in rows if one.type == Authenticator.Type.TOTP), None)
    codes = next((one for one in rows if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return Ways(
        has_password=user.has_usable_password(),
        app_since=app.created_at if app else None,
        keys=tuple(
            Key(one.pk, one.wrap().name, one.created_at, one.last_used_at)
            for one in rows
            if one.type == Authenticator.Type.WEBAUTHN
        ),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def has_second_factor(user_id: UUID | None) -> bool:
    """Say whether signing in asks a person for more than a password."""
    found: bool = Authenticator.objects.filter(user_id=user_id, type__in=SECOND_FACTORS).exists()
    return found


def without_second_factor(provider: Provider) -> int:
    """Count the present members of a provider who have no second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    present = Membership.objects.filter(provider=provider, ended_at=None)
    return present.exclude(Exists(factors)).count()
