"""The role that owns the tables, for the one command that changes them."""

from __future__ import annotations

import os
from pathlib import Path

from cop_tracker import env
from cop_tracker.embedded import places


def act_as_owner() -> None:
    """Point DATABASE_URL at the owner: as told, else the embedded server's own owner."""
    owner = os.environ.get("DATABASE_OWNER_URL", "")
    if not owner and not os.environ.get("DATABASE_URL"):
        base = Path(__file__).resolve().parent.parent
        owner = places.database_url(env.folder("VAR_DIR", base / "var"), role=places.OWNER)
    if owner:
        os.environ["DATABASE_URL"] = owner
