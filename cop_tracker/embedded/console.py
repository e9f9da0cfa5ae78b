"""What the start tells the person in front of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def say(text: str, *, end: str = "\n") -> None:
    """Print at once; a terminal that was closed must not keep us from stopping in good order."""
    try:
        print(text, end=end, flush=True)
    except OSError:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 -- for the rest of our life


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Print what is being done and how long it took."""
    began = time.monotonic()
    say(f"  {title} ...", end="")
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" {time.monotonic() - began:.1f} s")


def welcome(access: Path, address: str, *, seconds: float) -> None:
    """Print the address and, where there is a demonstration, its accounts."""
    say(f"\nReady after {seconds:.1f} s: {address}\n")
    if access.exists():
        say(f"Sign in with one of these (they are kept in {access}, tokens included):")
        for account in json.loads(access.read_text())["accounts"]:
            say(f"  {account['role']:<15} {account['email']:<42} {account['password']}")
    else:
        say("Make a first provider and its officer: .venv/bin/python manage.py create_provider")
    say("\nCtrl-C stops everything.")
