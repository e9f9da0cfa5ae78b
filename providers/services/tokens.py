"""Tokens that people give to their programs: shown once, stored as a hash, limited in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from providers import permissions, text
from providers.actors import Actor, Scope
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import ApiToken, User
from providers.services import audit

LONGEST_LIFE = timedelta(days=366)
MOST_TOKENS = 50


class TooManyTokens(Conflict):
    """The person has as many tokens in use as one person may have."""


def issue(
    *,
    user: User,
    label: str,
    scopes: Iterable[str],
    expires_at: datetime,
    by: Actor,
    now: datetime,
) -> tuple[ApiToken, str]:
    """Issue a token; answers its row and its text, which cannot be read again later.

    A token lives at most 366 days. Raises NotPermitted, InvalidInput or TooManyTokens.
    """
    permissions.check_issue_token(by, user)
    problems = Problems()
    with problems.gathered():
        label = text.name(label, field="label", limit=100)
    with problems.gathered():
        allowed = _clean_scopes(scopes, user)
    with problems.gathered():
        _check_expiry(expires_at, now)
    problems.raise_any()
    with audit.change(action="token.issued", about=user, by=by, at=now, provider=None) as event:
        if ApiToken.objects.filter(user=user, expiry__gt=now).count() >= MOST_TOKENS:
            raise TooManyTokens(
                _("At most {most_tokens} tokens can be in use; revoke one first.").format(
                    most_tokens=MOST_TOKENS
                )
            )
        token, plain = ApiToken.objects.create(user=user, expiry=None, label=label, scopes=allowed)
        token.expiry = expires_at
        token.password_number = user.password_number
        token.save(update_fields=["expiry", "password_number"])
        event.detail |= {
            "token": token.public_id,
            "label": label,
            "scopes": allowed,
            "expires_at": expires_at,
        }
    return token, plain


def _clean_scopes(scopes: Iterable[str], user: User) -> list[str]:
    asked = set(scopes)
    known = [scope.value for scope in Scope]
    if not asked or not asked <= set(known):
        raise InvalidInput(
            _("Choose at least one from: {known}.").format(known=", ".join(known)), field="scopes"
        )
    if Scope.REVIEW in asked and not user.is_office:
        raise InvalidInput(_("Only people of the AI Office may review."), field="scopes")
    return [scope for scope in known if scope in asked]


def _check_expiry(expires_at: datetime, now: datetime) -> None:
    if not now < expires_at <= now + LONGEST_LIFE:
        raise InvalidInput(
            _("Give an end within the next {days} days.").format(days=LONGEST_LIFE.days),
            field="expires_at",
        )


def revoke(*, token: ApiToken, by: Actor, now: datetime) -> None:
    """End a token at once; the trail keeps what it was."""
    permissions.check_revoke_token(by, token)
    detail = {"token": token.public_id, "label": token.label}
    with audit.change(
        action="token.revoked", about=token.user, by=by, at=now, provider=None, detail=detail
    ):
        token.delete()


def revoke_all(*, user: User, by: Actor, now: datetime) -> int:
    """End every token of a person, as a new password does; answer how many there were."""
    mine = of_user(user)
    for token in mine:
        revoke(token=token, by=by, now=now)
    return len(mine)


def of_user(user: User) -> list[ApiToken]:
    """List a person's tokens, newest first."""
    return list(ApiToken.objects.filter(user=user).order_by("-created", "public_id"))


def find(user: User, public_id: UUID) -> ApiToken | None:
    """Find one of a person's tokens."""
    found: ApiToken | None = ApiToken.objects.filter(user=user, public_id=public_id).first()
    return found
