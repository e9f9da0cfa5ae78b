"""Part one, continued: notifications under Article 52, and a request for reassessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from obligations.demo.fictional import Workspace
from obligations.law.deadlines import brussels_day
from obligations.systemic_risk.services import notifications, reassessments, sending

SOURCE = Path(__file__).with_name("article_52.yaml")


def build(workspaces: Mapping[str, Workspace], *, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text())
    for one in described["notifications"]:
        _notification(one, workspaces[one["provider"]], now)
    asked = described["reassessment"]
    workspace = workspaces[asked["provider"]]
    reassessments.ask(
        ai_model=workspace.models[asked["model"]],
        requested_on=brussels_day(now) + timedelta(days=asked["requested"]),
        reasons=asked["reasons"],
        evidence=asked["evidence"],
        by=workspace.officer,
        now=now,
    )


def _notification(described: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    by = workspace.officer
    row = notifications.start(ai_model=workspace.models[described["model"]], by=by, now=now)
    given = dict(described["said"])
    if "compute_flop" in given:
        given["compute_flop"] = Decimal(given["compute_flop"])
    notifications.save(notification=row, given=given, revision=row.revision, by=by, now=now)
    if "sent" in described:
        sending.send(
            notification=row,
            sent_on=brussels_day(now) + timedelta(days=described["sent"]),
            channel=described["channel"],
            reference=described["reference"],
            revision=row.revision,
            by=by,
            now=now,
        )
