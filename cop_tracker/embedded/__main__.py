"""Starts the whole product: `python -m cop_tracker.embedded`, called by `script/server`."""

from cop_tracker.embedded.supervisor import main

main()
