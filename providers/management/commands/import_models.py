"""Import models from a list: a preview by default, the import itself with --apply."""

from __future__ import annotations

from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from providers.actors import OPERATOR
from providers.management.edge import find_provider, refusals_in_words
from providers.model_lists.columns import HEADERS
from providers.model_lists.reading import MOST_BYTES
from providers.queries.import_plans import Action, Options, Outcome, Plan
from providers.services import imports

LOOKED = "Nothing was written; add --apply to import."


class Command(BaseCommand):
    help = "Show what importing a CSV list of models would do, row by row; --apply does it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--provider", metavar="NAME_OR_ID", help="import into this provider")
        where.add_argument(
            "--by-organisation",
            action="store_true",
            help="open a workspace of public data for each organisation of the list",
        )
        parser.add_argument("--apply", action="store_true", help="write; without it only look")
        parser.add_argument("--source", default="", help="whom to credit, on every fact")
        parser.add_argument(
            "--market-date-from-publication",
            action="store_true",
            help="take the days of publication for days of placing on the Union market",
        )
        parser.add_argument(
            "--leave-out-refused", action="store_true", help="import the other rows all the same"
        )
        parser.add_argument(
            "--mapping",
            action="append",
            default=[],
            metavar="MEANING=HEADER",
            help=f"which column says what, where it is unusual; meanings: {', '.join(HEADERS)}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content(options["file"])
        chosen = Options(
            source=options["source"],
            columns=dict(_pair(one) for one in options["mapping"]),
            market_date_from_publication=options["market_date_from_publication"],
            by_organisation=options["by_organisation"],
            leave_out_refused=options["leave_out_refused"],
        )
        provider = None if chosen.by_organisation else find_provider(options["provider"])
        now = timezone.now()
        with refusals_in_words():
            plan = imports.preview(
                provider=provider, upload=BytesIO(content), options=chosen, by=OPERATOR, now=now
            )
            self._show(plan, with_rows=not options["apply"])
            if options["apply"]:
                imports.run(
                    provider=provider,
                    upload=BytesIO(content),
                    options=chosen,
                    fingerprint=plan.fingerprint,
                    by=OPERATOR,
                    now=now,
                )
        self.stdout.write(_closing(plan) if options["apply"] else LOOKED)

    def _show(self, plan: Plan, *, with_rows: bool) -> None:
        for outcome in plan.outcomes:
            if with_rows or outcome.action is Action.REFUSED:
                self.stdout.write(_line(outcome))
                for problem in outcome.problems:
                    self.stdout.write(f"      {problem.column}: {problem.message}")
        if plan.ignored_columns:
            self.stdout.write(f"Columns not read: {', '.join(plan.ignored_columns)}")
        told = ", ".join(f"{count} {action}" for action, count in plan.counts.items())
        self.stdout.write(f"Rows: {told}. Workspaces: {len(plan.workspaces)}.")


def _closing(plan: Plan) -> str:
    created, updated = plan.counts[Action.CREATE], plan.counts[Action.UPDATE]
    if not created + updated:
        return "Nothing was written: everything in the list is recorded already."
    return f"Imported: {created} models registered, {updated} with new facts."


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise CommandError(f"{path} cannot be read: {wrong.strerror}.") from wrong


def _pair(written: str) -> tuple[str, str]:
    meaning, separator, header = written.partition("=")
    if not separator:
        raise CommandError(f"Give --mapping as MEANING=HEADER, not “{written}”.")
    return meaning.strip(), header.strip()


def _line(outcome: Outcome) -> str:
    kinds = ", ".join(one.candidate.kind for one in outcome.facts)
    notes = " ".join(outcome.notes)
    said = "; ".join(one for one in (kinds, notes) if one)
    return f"{outcome.row:>5}  {outcome.action:<9}  {outcome.name}  {said}".rstrip()
