"""Who asks: a program by its token, or a person by the cookie of the pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from providers.actors import Actor, ActorKind, Scope
from providers.models import ApiToken, User
from providers.queries import actors

# A token's last use is shown to its owner; a write on every request would cost more than it tells.
LAST_USE_IS_NOTED_EVERY = timedelta(minutes=5)

_REFUSAL = "This token is unknown, has expired or was revoked."


def actor_of(request: Request) -> Actor:
    """Say who asks; the middleware put it on the request, or the token did."""
    actor: Actor = request.actor  # type: ignore[attr-defined] # of the middleware
    return actor


def person_of(request: Request) -> User:
    """Say which person asks, where somebody must be signed in."""
    user = request.user
    if not isinstance(user, User):
        raise NotAuthenticated
    return user


class BearerAuthentication(TokenAuthentication):
    """``Authorization: Bearer <token>``: the token's person acts, within the token's scopes.

    Unlike knox, this keeps an expired token, so that its owner still sees it in the list.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Answer the person and the token, and put the actor on the request."""
        found: tuple[User, ApiToken] | None = super().authenticate(request)
        if found is not None:
            user, token = found
            request._request.actor = actors.of_user(  # type: ignore[attr-defined] # of the middleware
                user,
                kind=ActorKind.TOKEN,
                scopes=frozenset(Scope(scope) for scope in token.scopes),
                through=token.label,
            )
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        """Find the token by its hash; raise AuthenticationFailed for anything else."""
        now = timezone.now()
        try:
            digest = hash_token(token.decode("ascii"))
        except ValueError as error:
            raise AuthenticationFailed(_REFUSAL) from error
        found = ApiToken.objects.select_related("user").filter(digest=digest).first()
        if found is None or not _works(found, now):
            raise AuthenticationFailed(_REFUSAL)
        _note_use(found, now)
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """Say in a 401 how to sign in."""
        return "Bearer"


def _works(token: ApiToken, now: datetime) -> bool:
    """Say whether a token still opens the door: in time, its person there, their password kept."""
    if token.expiry and token.expiry <= now:
        return False
    person = token.user
    return person.is_active and token.password_number == person.password_number


def _note_use(token: ApiToken, now: datetime) -> None:
    if token.last_used_at is None or token.last_used_at < now - LAST_USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
