"""Providers: open a workspace, keep its profile, and say who works there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, TypedDict, Unpack, cast
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from providers import permissions, text
from providers.actors import Actor, Role
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import Membership, Provider, User
from providers.models.providers import Origin
from providers.queries import sign_in
from providers.services import audit, facts, people, revisions


class WorkspaceExists(Conflict):
    """There is a workspace of public data for this organisation already."""


class AlreadyMember(Conflict):
    """The person is a member of the provider already."""


class NoSecondFactor(Conflict):
    """Who asks others for a second factor has one."""


class LastOfficer(Conflict):
    """A provider cannot be left without an officer."""


class MembershipEnded(Conflict):
    """The person is no longer a member."""


class Profile(TypedDict, total=False):
    """What is said of a provider beside its facts; what is left out stays as it is."""

    name: str
    legal_name: str
    contact_email: str
    website: str
    time_zone: str
    note: str


def create(
    *,
    origin: Origin = Origin.CUSTOMER,
    by: Actor,
    now: datetime,
    **profile: Unpack[Profile],
) -> Provider:
    """Open a workspace for a provider; its name is needed. Only the operator may.

    Raises NotPermitted, InvalidInput, or WorkspaceExists for a second one of public data.
    """
    permissions.check_create_provider(by)
    profile.setdefault("name", "")
    said = clean(**profile)
    provider = Provider(origin=origin.value, created_at=now, **said)
    # The product's turn: workspaces are opened one at a time.
    with audit.turn(None):
        taken = Provider.objects.filter(name=provider.name, origin=Origin.PUBLIC_DATA)
        if origin is Origin.PUBLIC_DATA and taken.exists():
            raise WorkspaceExists(
                _("There is public data of {provider} already.").format(provider=provider),
                field="name",
            )
        provider.save(force_insert=True)
        with audit.change(
            action="provider.created",
            about=provider,
            by=by,
            at=now,
            detail={**said, "origin": origin.value},
        ):
            facts.announce(provider=provider, ai_model=None, by=by, now=now)
    return provider


def update(
    *,
    provider: Provider,
    revision: int,
    by: Actor,
    now: datetime,
    **profile: Unpack[Profile],
) -> Provider:
    """Change a provider's profile; what is left out stays.

    Raises NotPermitted, InvalidInput, or StaleRevision if someone wrote after ``revision`` was
    read.
    """
    permissions.check_edit_provider(by, provider)
    said = clean(**profile)
    if not said:
        raise InvalidInput(_("Name at least one field to change."))
    with audit.change(action="provider.described", about=provider, by=by, at=now) as event:
        before = Provider.objects.get(pk=provider.pk)
        revisions.claim(provider, revision=revision, **said)
        event.detail |= {
            "before": {field: getattr(before, field) for field in said},
            "after": dict(said),
        }
    return provider


def require_two_factors(
    *, provider: Provider, required: bool, by: Actor, now: datetime
) -> Provider:
    """Let only people with a second factor work for a provider, or let everybody again.

    Whoever has none keeps their membership, and its role waits until they set one up. Raises
    NotPermitted, or NoSecondFactor where the officer who asks for it has none.
    """
    permissions.check_edit_provider(by, provider)
    with audit.change(
        action="provider.two_factors", about=provider, by=by, at=now, detail={"required": required}
    ):
        if required and not (by.is_system or sign_in.has_second_factor(by.user_id)):
            raise NoSecondFactor(_("Set up a second factor for yourself first."))
        provider.requires_two_factors = required
        provider.save(update_fields=["requires_two_factors"])
    return provider


def clean(**profile: Unpack[Profile]) -> Profile:
    """Return a profile in its stored form, or raise InvalidInput with every field at fault."""
    problems = Problems()
    cleaned: dict[str, Any] = {}
    for field, value in profile.items():
        with problems.gathered():
            cleaned[field] = _clean_field(field, value)
    problems.raise_any()
    return cast("Profile", cleaned)


def _clean_field(field: str, value: Any) -> str:
    if field not in _CLEANERS:
        raise InvalidInput(_("A provider has no such field."), field=field)
    if value == "" and field in _MAY_BE_EMPTY:
        return ""
    return _CLEANERS[field](value)


def _clean_website(value: object) -> str:
    address = text.name(value, field="website")
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as wrong:
        message = _("Give an address that begins with https:// or http://.")
        raise InvalidInput(message, field="website") from wrong
    return address


def _clean_time_zone(value: object) -> str:
    if not isinstance(value, str) or value not in available_timezones():
        raise InvalidInput(_("Give a time zone such as Europe/Brussels."), field="time_zone")
    return value


_MAY_BE_EMPTY = frozenset({"legal_name", "contact_email", "website"})
_CLEANERS: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        "name": partial(text.name, field="name"),
        "legal_name": partial(text.name, field="legal_name", limit=300),
        "contact_email": partial(people.clean_email, field="contact_email"),
        "website": _clean_website,
        "time_zone": _clean_time_zone,
        "note": partial(text.prose, field="note"),
    }
)


def add_member(
    *, provider: Provider, user: User, role: str, by: Actor, now: datetime
) -> Membership:
    """Make a person with an account a member, and tell nobody; people are invited instead.

    Raises NotPermitted, InvalidInput or AlreadyMember.
    """
    permissions.check_manage_members(by, provider)
    permissions.check_give_role(by, provider, Role(clean_role(role)))
    return join(provider=provider, user=user, role=role, by=by, now=now)


def join(
    *, provider: Provider, user: User, role: str, by: Actor, now: datetime, invited_by: str = ""
) -> Membership:
    """Write a membership that an officer gave, or that its person accepted as invited.

    Raises InvalidInput or AlreadyMember.
    """
    membership = Membership(provider=provider, user=user, role=clean_role(role), created_at=now)
    detail = {"role": membership.role} | ({"invited_by": invited_by} if invited_by else {})
    with audit.change(action="member.added", about=membership, by=by, at=now, detail=detail):
        _check_may_join(user, provider)
        membership.save(force_insert=True)
    return membership


def clean_role(role: object) -> str:
    """Return a role's word, or raise InvalidInput."""
    known = [one.value for one in Role]
    if role not in known:
        raise InvalidInput(_("Choose from: {known}.").format(known=", ".join(known)), field="role")
    return str(role)


def _check_may_join(user: User, provider: Provider) -> None:
    if user.is_office:
        raise InvalidInput(
            _("People who review for the AI Office join no provider."), field="email"
        )
    if not user.is_active:
        raise people.AccountClosed(_("This person's account was closed."), field="email")
    if Membership.objects.filter(provider=provider, user=user, ended_at=None).exists():
        raise AlreadyMember(_("{user} is a member already.").format(user=user), field="email")


def change_role(
    *, membership: Membership, role: str, seen: str = "", by: Actor, now: datetime
) -> Membership:
    """Give a member another role; ``seen`` is the one the person read, where a form says so.

    Raises NotPermitted (nobody changes their own), InvalidInput, LastOfficer, MembershipEnded, or
    StaleRevision where somebody gave another role meanwhile.
    """
    permissions.check_change_role(by, membership)
    role = clean_role(role)
    permissions.check_give_role(by, membership.provider, Role(role))
    with audit.change(action="member.role_changed", about=membership, by=by, at=now) as event:
        present = _present(membership)
        if seen and seen != present.role:
            message = _("Somebody gave this person another role meanwhile. Look at it again.")
            raise revisions.StaleRevision(message, field="role")
        if role != Role.OFFICER:
            _check_not_last_officer(present)
        event.detail |= {"before": present.role, "after": role}
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def remove_member(*, membership: Membership, by: Actor, now: datetime) -> Membership:
    """End a membership; the person, and what they did, stay on record.

    Raises NotPermitted, LastOfficer or MembershipEnded.
    """
    permissions.check_remove_member(by, membership)
    with audit.change(action="member.removed", about=membership, by=by, at=now):
        _check_not_last_officer(_present(membership))
        membership.ended_at = now
        membership.save(update_fields=["ended_at"])
    return membership


def _present(membership: Membership) -> Membership:
    present = Membership.objects.filter(pk=membership.pk, ended_at=None).first()
    if present is None:
        raise MembershipEnded(_("This person is no longer a member."))
    return present


def _check_not_last_officer(membership: Membership) -> None:
    if membership.role != Role.OFFICER:
        return
    officers = Membership.objects.filter(
        provider=membership.provider_id, role=Role.OFFICER.value, ended_at=None
    )
    if not officers.exclude(pk=membership.pk).exists():
        raise LastOfficer(_("The last officer of a provider stays; make somebody else one first."))
