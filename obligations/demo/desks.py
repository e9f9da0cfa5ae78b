"""Part one, continued: what the fictional people have written, published and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations.demo import risks
from obligations.demo.fictional import Workspace
from obligations.documents.services import documents
from obligations.law.deadlines import brussels_day
from obligations.summaries.models import KIND
from obligations.summaries.services import publications, updates

SOURCE = Path(__file__).with_name("desks.yaml")


def build(workspaces: Mapping[str, Workspace], *, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text())
    _summary(described["summary"], workspaces, now)
    risks.build(described, workspaces, now=now)


def _summary(
    described: Mapping[str, Any], workspaces: Mapping[str, Workspace], now: datetime
) -> None:
    workspace = workspaces[described["provider"]]
    by, today = workspace.officer, brussels_day(now)
    document = documents.start(
        provider=workspace.provider,
        ai_model=workspace.models[described["model"]],
        kind=KIND,
        by=by,
        now=now,
    )
    given = {key: {"state": "filled", "value": value} for key, value in described["said"].items()}
    documents.save(document=document, given=given, revision=document.revision, by=by, now=now)
    version = documents.make_version(
        document=document, changes=described["changes"], revision=document.revision, by=by, now=now
    )
    publications.publish(
        version=version,
        published_on=today + timedelta(days=described["published"]),
        website=described["website"],
        by=by,
        now=now,
    )
    training = described["training"]
    updates.record_training(
        document=document,
        ended_on=today + timedelta(days=training["ended"]),
        description=training["description"],
        changes_summary=training["changes"],
        is_material=False,
        because=training["because"],
        by=by,
        now=now,
    )
