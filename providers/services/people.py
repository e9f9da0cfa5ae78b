"""People: accounts are created by an operator or by an invitation, never by a stranger."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from providers import permissions, text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import Membership, User
from providers.services import audit


class EmailTaken(Conflict):
    """Somebody signs in with this address already."""


class AccountClosed(Conflict):
    """The person's account was closed by the operator."""


def create_user(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_office: bool = False,
    needs_access: bool = False,
    by: Actor,
    now: datetime,
) -> User:
    """Create an account; without a password the person sets one through a link in a mail.

    Only the operator may. Raises NotPermitted, InvalidInput or EmailTaken.
    """
    permissions.check_operator(by, what=pgettext("may", "create accounts"))
    problems = Problems()
    with problems.gathered():
        email = clean_email(email)
    with problems.gathered():
        name = text.name(name, field="name")
    with problems.gathered():
        check_password(password, User(email=email, name=name))
    problems.raise_any()
    return add(
        email=email,
        name=name,
        password=password,
        is_office=is_office,
        needs_access=needs_access,
        by=by,
        now=now,
    )


def clean_email(email: object, *, field: str = "email") -> str:
    """Return an address in the one spelling it signs in with, or raise InvalidInput."""
    written = text.name(email, field=field, limit=254).lower()
    try:
        validate_email(written)
    except ValidationError as wrong:
        message = _("Give an e-mail address, such as name@example.org.")
        raise InvalidInput(message, field=field) from wrong
    return written


def check_password(password: str | None, user: User) -> None:
    """Refuse a password that is too short, too common or too like its person: InvalidInput."""
    if password is None:
        return
    try:
        password_validation.validate_password(password, user)
    except ValidationError as wrong:
        raise InvalidInput(" ".join(wrong.messages), field="password") from wrong


def find(email: str) -> User | None:
    """Find who signs in with an address in its one spelling."""
    return User.objects.filter(email=email).first()


def add(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_office: bool = False,
    needs_access: bool = False,
    by: Actor,
    now: datetime,
) -> User:
    """Write an account whose input was cleaned, with its event."""
    user = User(
        email=email, name=name, is_office=is_office, needs_access=needs_access, date_joined=now
    )
    user.set_password(password)
    with audit.change(
        action="person.created",
        about=user,
        by=by,
        at=now,
        provider=None,
        detail={"is_office": is_office} | ({"needs_access": True} if needs_access else {}),
    ):
        if find(email) is not None:
            raise EmailTaken(_("There is an account with this address already."), field="email")
        user.save(force_insert=True)
    return user


def make_reviewer(*, user: User, needs_access: bool = False, by: Actor, now: datetime) -> User:
    """Let an existing person review for the AI Office.

    Who needed access already goes on needing it: ``limit_reviewer`` alone lets them read more.
    Only the operator may, and nobody reviews who is a member of a provider. Raises NotPermitted or
    Conflict.
    """
    permissions.check_operator(by, what=pgettext("may", "appoint reviewers"))
    needs_access = needs_access or (user.is_office and user.needs_access)
    detail = {"needs_access": True} if needs_access else {}
    with audit.change(
        action="person.became_reviewer", about=user, by=by, at=now, provider=None, detail=detail
    ):
        if Membership.objects.filter(user=user, ended_at=None).exists():
            raise Conflict(
                _("{user} is a member of a provider and cannot review.").format(user=user),
                field="email",
            )
        user.is_office, user.needs_access = True, needs_access
        user.save(update_fields=["is_office", "needs_access"])
    return user


def limit_reviewer(*, user: User, needs_access: bool, by: Actor, now: datetime) -> User:
    """Say whether a reviewer reads a provider only while access to it was given, or every one.

    Only the operator may: whoever reads everything also gives access to others. Raises NotPermitted
    or Conflict.
    """
    permissions.check_operator(by, what="say what a reviewer reads")
    detail = {"needs_access": needs_access}
    with audit.change(
        action="person.reading_limited", about=user, by=by, at=now, provider=None, detail=detail
    ):
        mine = User.objects.filter(pk=user.pk, is_office=True)
        if not mine.update(needs_access=needs_access):
            raise Conflict(f"{user} is no reviewer of the AI Office.", field="email")
        user.needs_access = needs_access
    return user
