"""Fills an empty database with the demonstration, and says how to sign in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from obligations.demo import (
    article_52,
    copyright_desk,
    desks,
    fictional,
    papers,
    proof,
    public,
    safety,
    together,
    work,
)
from obligations.demo.accounts import Accounts
from providers.models import Provider, User


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Build both parts in one transaction, or leave a database that is in use alone."""
        if Provider.objects.exists() or User.objects.exists():
            self.stdout.write("The database is in use already; the demonstration was left out.")
            return
        path = Path(settings.VAR_DIR) / "demo-access.json"
        with transaction.atomic():
            self._build(path, now=timezone.now())
        self.stdout.write(f"How to sign in is kept in {path}.")

    def _build(self, path: Path, *, now: datetime) -> None:
        accounts = Accounts()
        accounts.create("reviewer", is_office=True, now=now)
        workspaces = fictional.build(accounts, now=now)
        duties = work.build(workspaces, reviewer=accounts.actor("reviewer"), now=now)
        desks.build(workspaces, now=now)
        copyright_desk.build(workspaces, now=now)
        safety.build(workspaces, now=now)
        papers.build(workspaces, reviewer=accounts.actor("reviewer"), now=now)
        proof.build(workspaces, now=now)
        article_52.build(workspaces, now=now)
        together.build(workspaces, accounts, now=now)
        accounts.issue_tokens(now=now)
        models = public.build(now=now)
        # Written last: a file of accounts that were never saved would lead nowhere.
        accounts.write(path, url=settings.BASE_URL)
        self.stdout.write(
            f"{len(workspaces)} fictional providers with work on {duties} duties; "
            f"{models} models of public data ({public.CREDIT})."
        )
