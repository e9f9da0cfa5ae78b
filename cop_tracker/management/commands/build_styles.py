"""Builds the stylesheet and gathers the static files, when their sources have changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

SOURCE = Path("cop_tracker/static/cop_tracker")
WATCHED = (
    ("cop_tracker/static", "*"),
    ("templates", "*.html"),
    ("obligations", "*.py"),
    ("providers", "*.py"),
    (".", "requirements.txt"),
)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Build where needed and say what was done."""
        stamp = Path(settings.STYLES_DIR) / "fingerprint"
        wanted = _fingerprint(settings.BASE_DIR)
        built = Path(settings.STYLES_DIR) / "source" / "cop_tracker" / "app.built.css"
        if built.exists() and stamp.exists() and stamp.read_text() == wanted:
            self.stdout.write("The styles are current.")
            return
        built.parent.mkdir(parents=True, exist_ok=True)
        tailwind = Path(sys.executable).with_name("tailwindcss")
        done = subprocess.run(  # noqa: S603 -- our own build tool
            [str(tailwind), "-i", str(SOURCE / "app.css"), "-o", str(built), "--minify"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise CommandError(f"The styles could not be built: {done.stderr.strip()[-400:]}")
        # Without a stamp the last build was broken off, and what it left may be half a file.
        begin_anew = not stamp.exists()
        stamp.unlink(missing_ok=True)
        # Neither of the other two ways to show the API is used.
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            clear=begin_anew,
            ignore_patterns=["redoc", "rest_framework"],
        )
        stamp.write_text(wanted)
        self.stdout.write(f"Built the styles: {built.stat().st_size:,} bytes.")


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for folder, pattern in WATCHED:
        found = (root / folder).glob(pattern) if folder == "." else (root / folder).rglob(pattern)
        for path in sorted(p for p in found if p.is_file() and "__pycache__" not in p.parts):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
