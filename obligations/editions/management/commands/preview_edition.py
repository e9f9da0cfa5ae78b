"""Say what an edition changes for every provider, before it is applied."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from obligations.editions.management import places
from obligations.editions.services import looking
from obligations.editions.services.looking import Look
from obligations.law.effects import What
from providers.models import Provider
from providers.models.providers import Origin


class Command(BaseCommand):
    help = "Show what an edition changes for which provider, model and duty. Writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        places.add_arguments(parser)
        parser.add_argument("--after", default="", help="the provider to go on behind, by its id")
        parser.add_argument("--limit", type=int, default=100, help="providers at a time")
        parser.add_argument("--words", action="store_true", help="also duties only reworded")

    def handle(self, *args: Any, **options: Any) -> None:
        amendment = places.found(options["instrument"], options["day"])
        rows = Provider.objects.exclude(origin=Origin.PUBLIC_DATA).order_by("pk")
        if options["after"]:
            rows = rows.filter(pk__gt=options["after"])
        limit = max(1, options["limit"])
        page = list(rows[: limit + 1])
        for provider in page[:limit]:
            found = looking.look(provider, amendment, now=timezone.now())
            self._show(provider, found, with_words=options["words"])
        if len(page) > limit:
            self.stdout.write(f"More providers follow: --after {page[limit - 1].pk}")

    def _show(self, provider: Provider, found: Look, *, with_words: bool) -> None:
        counts = ", ".join(f"{count} {what}" for what, count in found.counts.items())
        self.stdout.write(f"{provider} ({provider.pk}): {found.total} duties: {counts}")
        for one in found.moved:
            if one.what is not What.REWORDED or with_words:
                model = found.names[one.ai_model] if one.ai_model else "the provider"
                self.stdout.write(f"  {one.what.value}: {one.key}, {model}: {one.after}")
        for each in found.resting:
            self.stdout.write(f"  submission on reworded text: {each.duty.key}")
