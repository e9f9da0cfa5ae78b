"""Who is acting: a person at the pages, a token at the API, or the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Role(StrEnum):
    """What a member may do for one provider."""

    OFFICER = "officer"
    COLLEAGUE = "colleague"
    REPRESENTATIVE = "representative"


class Theme(StrEnum):
    """In which colours a person reads; ``system`` asks their device."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ActorKind(StrEnum):
    """Through which door the actor came."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 -- the name of a door, not a secret
    TIMETABLE = "timetable"
    OPERATOR = "operator"
    ANONYMOUS = "anonymous"


class Scope(StrEnum):
    """What a token may do; a person at the pages has all of them."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything permissions may know about who is acting; no database behind it."""

    kind: ActorKind
    name: str
    user_id: UUID | None = None
    roles: Mapping[UUID, Role] = field(default_factory=lambda: MappingProxyType({}))
    is_office: bool = False
    # A reviewer who reads a provider only while access to it was given and runs.
    needs_access: bool = False
    # Roles that are withheld until the person signs in with two factors.
    waits_for_factor: bool = False
    scopes: frozenset[Scope] = frozenset(Scope)

    @property
    def provider_ids(self) -> tuple[UUID, ...]:
        """Providers this actor is a member of."""
        return tuple(self.roles)

    @property
    def is_system(self) -> bool:
        """Whether the timetable or an operator at the command line acts."""
        return self.kind in (ActorKind.TIMETABLE, ActorKind.OPERATOR)

    @property
    def reads_for_office(self) -> bool:
        """Whether the actor reads for the AI Office whatever any provider shared with it."""
        return self.is_office and not self.needs_access

    def role_in(self, provider_id: UUID) -> Role | None:
        """Say which role the actor has in a provider, if any."""
        return self.roles.get(provider_id)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, name="Anonymous", scopes=frozenset())
TIMETABLE = Actor(kind=ActorKind.TIMETABLE, name="Timetable")
OPERATOR = Actor(kind=ActorKind.OPERATOR, name="Operator at the command line")
