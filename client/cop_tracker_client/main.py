"""The commands and their options."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, Optional

from cop_tracker_client import evidence, lists, settings
from cop_tracker_client.api import Api
from cop_tracker_client.failures import Failure

ABOUT = "Code of Practice Tracker on the command line. Set COP_TRACKER_URL and COP_TRACKER_TOKEN."


def main(words: Optional[Sequence[str]] = None) -> int:  # noqa: UP045 -- Python 3.9
    """Do what the words say and give the exit code."""
    given = parser().parse_args(words)
    try:
        return int(given.run(Api(settings.read(os.environ)), given))
    except Failure as failure:
        print(f"cop-tracker: {failure}", file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        # Whoever reads, such as head, has read enough.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 -- Python flushes it at its end
        return 0
    except KeyboardInterrupt:
        print(
            "\ncop-tracker: stopped. What was recorded stays; the same call does the rest.",
            file=sys.stderr,
        )
        return 130


def whoami(api: Api, given: argparse.Namespace) -> int:
    """Say who the token acts for, and with which scopes."""
    me = api.get("me/")
    if given.json:
        print(json.dumps(me, ensure_ascii=False, indent=2))
        return 0
    roles = ", ".join(f"{one['role']} of {one['provider']['name']}" for one in me["memberships"])
    print(f"{me['name']} <{me['email']}>: {roles or 'no provider'}")
    print(f"Scopes: {', '.join(me['scopes'])}")
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="cop-tracker", description=ABOUT)
    nouns = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _command(nouns, "whoami", whoami, "who the token acts for")
    _lists(nouns)
    _evidence(nouns)
    return top


def _command(nouns: Any, name: str, run: Any, told: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = nouns.add_parser(name, help=told, description=told)
    made.add_argument("--json", action="store_true", help="print JSON for programs")
    made.set_defaults(run=run)
    return made


def _noun(nouns: Any, name: str) -> Any:
    made = nouns.add_parser(name, help=f"work with {name}")
    return made.add_subparsers(required=True, metavar="VERB")


def _lists(nouns: Any) -> None:
    found = _command(_noun(nouns, "models"), "list", lists.models, "list models")
    found.add_argument("-q", help="with this text in the name")
    _fails(found)
    found = _command(_noun(nouns, "duties"), "list", lists.duties, "list duties in force")
    found.add_argument("--status", help="how far the work is, such as not-started")
    found.add_argument("--key", help="of the catalogue, such as aia-53-1-a")
    _near(found)
    found = _command(_noun(nouns, "deadlines"), "list", lists.deadlines, "list deadlines")
    found.add_argument("--state", help="open, the usual; met; cancelled; any")
    _near(found)


def _near(found: argparse.ArgumentParser) -> None:
    found.add_argument("--model", help="id or exact name")
    found.add_argument("--flag", help="how near the day is, such as overdue")
    found.add_argument("--due-before", metavar="YYYY-MM-DD")
    _fails(found)


def _fails(found: argparse.ArgumentParser) -> None:
    found.add_argument("--fail-if-any", action="store_true", help="exit with 10 if one is listed")


def _evidence(nouns: Any) -> None:
    found = _command(_noun(nouns, "evidence"), "push", evidence.push, "push files as evidence")
    found.add_argument("file", nargs="+", help="each becomes a piece of evidence of its own")
    found.add_argument("--duty", help="id of the duty")
    found.add_argument("--key", help="of the duty, such as cop-ss-3.2; with --model")
    found.add_argument("--model", help="id or exact name; without it, the provider itself")
    found.add_argument(
        "--title", help="without it, the name of the file; of several: title and name"
    )
    found.add_argument("--proves", help="what it shows about the duty")
    found.add_argument("--covers-from", metavar="YYYY-MM-DD")
    found.add_argument("--covers-to", metavar="YYYY-MM-DD")
    found.add_argument("--note", help="about this version")
    found.add_argument(
        "--redacted",
        nargs=2,
        action="append",
        metavar=("GROUND", "WHAT"),
        help="what was removed before, such as: trade-secret 'Prices in section 4'; "
        "another ground as 'other: which'; may be given several times, for one file",
    )
    found.add_argument("--quiet", action="store_true", help="show no progress")
