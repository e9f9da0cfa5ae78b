"""Makes the role of DATABASE_URL, as the role of DATABASE_OWNER_URL, before the first migration."""

from __future__ import annotations

from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg.conninfo import conninfo_to_dict

from cop_tracker import env, roles


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or change its password to the one DATABASE_URL has now."""
        owner, product = env.text("DATABASE_OWNER_URL", ""), env.text("DATABASE_URL", "")
        if not owner or not product:
            raise CommandError("Set DATABASE_URL and DATABASE_OWNER_URL; each names a role.")
        wanted = conninfo_to_dict(product)
        name = str(wanted.get("user", ""))
        if not name or name == conninfo_to_dict(owner).get("user"):
            raise CommandError("DATABASE_URL and DATABASE_OWNER_URL name the same role.")
        try:
            with psycopg.connect(owner, connect_timeout=10) as link:
                roles.make(link, name=name, password=str(wanted.get("password", "")))
        except psycopg.Error as error:
            raise CommandError(f"The role could not be made: {error}") from None
        self.stdout.write(f"The product runs as {name}.")
