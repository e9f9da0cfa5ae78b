"""Brings the message files up to date with the strings marked in the sources.

With ``--language`` it does so for one official language of the European Union, and begins its file
where there is none: every message is there, without words. With ``--template`` it writes all
messages into a .pot file instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cop_tracker import languages, translations


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the languages to bring up to date, or the path of a template."""
        parser.add_argument(
            "--language",
            action="append",
            choices=sorted(languages.TRANSLATABLE),
            help="update or begin the file of this language; may be given several times",
        )
        parser.add_argument("--template", type=Path, help="write a .pot file to this path")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update each file and say how many of its strings have no words yet."""
        if template := options["template"]:
            count = translations.write_template(template)
            self.stdout.write(f"{template}: {count} strings.")
            return
        for language in options["language"] or translations.LANGUAGES:
            count, open_count = translations.update(language)
            self.stdout.write(f"{language}: {count} strings, {open_count} not translated.")
