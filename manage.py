#!/usr/bin/env python
"""Django's entry point."""

import os
import sys

OWNERS_WORK = {"migrate"}


def main() -> None:
    """Run a command; those that change tables run as the role that owns them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop_tracker.settings")
    if OWNERS_WORK & set(sys.argv[1:2]):
        from cop_tracker.owner import act_as_owner  # noqa: PLC0415 -- slow import

        act_as_owner()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
