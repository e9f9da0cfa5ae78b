"""The people of the demonstration, with random passwords and tokens kept in one private file."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from providers.actors import OPERATOR, Actor, Role, Scope
from providers.models import Provider, User
from providers.queries import actors
from providers.services import people, providers, tokens

TOKEN_LIFE = timedelta(days=365)

# Where each account works is said in fictional.yaml; roles the API contract names come first.
ROLES = {
    "officer": Role.OFFICER,
    "colleague": Role.COLLEAGUE,
    "rival": Role.OFFICER,
    "representative": Role.REPRESENTATIVE,
    "alpine": Role.OFFICER,
    "remix": Role.OFFICER,
}
SHOWN = ("officer", "colleague", "rival", "reviewer", "representative")
NAMES = {
    "officer": "Officer of Aurora (demonstration)",
    "colleague": "Colleague at Aurora (demonstration)",
    "rival": "Officer of Rival (demonstration)",
    "reviewer": "Reviewer at the AI Office (demonstration)",
    "representative": "Representative of Alpine (demonstration)",
    "alpine": "Officer of Alpine (demonstration)",
    "remix": "Officer of Remix (demonstration)",
    "inspector": "Reviewer for a period (demonstration)",
}
OFFICE = frozenset({"reviewer", "inspector"})


@dataclass(slots=True)
class Accounts:
    """Creates people as they are needed and remembers how each signs in."""

    people: dict[str, User] = field(default_factory=dict)
    access: list[dict[str, str]] = field(default_factory=list)

    def create(
        self, role: str, *, now: datetime, is_office: bool = False, needs_access: bool = False
    ) -> User:
        """Create one person with a random password."""
        email = f"{role}@demonstration.example"
        password = secrets.token_urlsafe(15)
        self.people[role] = people.create_user(
            email=email,
            name=NAMES[role],
            password=password,
            is_office=is_office,
            needs_access=needs_access,
            by=OPERATOR,
            now=now,
        )
        self.access.append({"role": role, "email": email, "password": password})
        return self.people[role]

    def join(self, role: str, provider: Provider, *, now: datetime) -> None:
        """Create one person and make them a member of a provider."""
        user = self.create(role, now=now)
        providers.add_member(
            provider=provider,
            user=user,
            role=ROLES[role].value,
            by=OPERATOR,
            now=now,
        )

    def actor(self, role: str) -> Actor:
        """Give the person as somebody who acts."""
        return actors.of_user(self.people[role])

    def officer_of(self, provider: Provider) -> Actor:
        """Give the officer of a provider as somebody who acts."""
        return actors.of_user(
            User.objects.get(memberships__provider=provider, memberships__role=Role.OFFICER.value)
        )

    def user_id(self, role: str) -> UUID:
        """Give the key of a person."""
        return self.people[role].pk

    def issue_tokens(self, *, now: datetime) -> None:
        """Give each person who is shown a token with every scope their role can use."""
        for entry in self.access:
            scopes = [Scope.READ.value, Scope.WRITE.value]
            if entry["role"] in OFFICE:
                scopes = [Scope.READ.value, Scope.REVIEW.value]
            if entry["role"] == "colleague":
                scopes = [Scope.READ.value]
            user = self.people[entry["role"]]
            _, entry["token"] = tokens.issue(
                user=user,
                label="Demonstration",
                scopes=scopes,
                expires_at=now + TOKEN_LIFE,
                by=actors.of_user(user),
                now=now,
            )

    def write(self, path: Path, *, url: str) -> None:
        """Keep how to sign in, in a file only its owner can read."""
        shown = sorted(
            (entry for entry in self.access if entry["role"] in SHOWN),
            key=lambda entry: SHOWN.index(entry["role"]),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as out:
            json.dump({"url": url, "accounts": shown}, out, indent=2)
        unfinished.replace(path)
