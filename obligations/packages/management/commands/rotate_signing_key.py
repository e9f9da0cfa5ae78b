"""Replace the key that packages are signed with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.packages.services import keys
from providers.actors import OPERATOR


class Command(BaseCommand):
    help = "Make a new signing key; packages signed before still verify."

    def handle(self, *args: Any, **options: Any) -> None:
        key = keys.rotate(by=OPERATOR, now=timezone.now())
        self.stdout.write(f"Packages are signed with key {key.id} from now on.")
