"""Who is acting, and for which provider, on every request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from providers.actors import ANONYMOUS, Actor
from providers.models import Membership, Provider, User
from providers.queries import actors

SESSION_KEY = "provider"


class ActorRequest(HttpRequest):
    """A request that knows who acts; ``current_provider`` is None for people without one."""

    actor: Actor
    current_provider: Provider | None
    providers: tuple[Provider, ...]


class ActorMiddleware:
    """Set ``actor``, ``providers`` and ``current_provider`` on every request, in one query.

    Visitors without a session cost nothing. Programs with a token get their actor where the API
    reads the token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        user = person_of(request)
        mine = actors.memberships_of(user) if user else ()
        request.actor = ANONYMOUS
        if user:
            proved = _proved_elsewhere(request, user)
            request.actor = actors.of_user(user, memberships=mine, proved_elsewhere=proved)
        # A provider that waits for a second factor is not among those one may work for.
        mine = tuple(one for one in mine if one.provider_id in request.actor.roles)
        request.providers = tuple(one.provider for one in mine)
        request.current_provider = _current(request, mine)
        return self.get_response(request)


def _proved_elsewhere(request: HttpRequest, user: User) -> bool:
    """Say whether this session began at an organisation that asks for two factors itself."""
    trusted = settings.SIGN_IN_WITH_TWO_FACTORS
    records = get_authentication_records(request, user) if trusted else []
    return any(one.get("provider") in trusted for one in records)


def person_of(request: HttpRequest) -> User | None:
    """Say who is signed in; a visitor without the cookie of a session costs nothing."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


def _current(request: ActorRequest, mine: Sequence[Membership]) -> Provider | None:
    if not mine:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((one.provider for one in mine if str(one.provider_id) == chosen), mine[0].provider)


def choose_provider(request: ActorRequest, provider_id: UUID) -> bool:
    """Remember for which provider the person works; False where they are not a member."""
    if provider_id not in request.actor.provider_ids:
        return False
    request.session[SESSION_KEY] = str(provider_id)
    return True
