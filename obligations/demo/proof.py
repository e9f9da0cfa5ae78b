"""Part one, continued: what the fictional people have measured, sealed and sent."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations import storage
from obligations.demo.fictional import Workspace
from obligations.indicators.services import indicators, readings
from obligations.indicators.services.indicators import Defined
from obligations.indicators.services.readings import Read
from obligations.indicators.suggestions import suggestions
from obligations.law.deadlines import brussels_day
from obligations.packages.models import Channel, Package
from obligations.packages.services import gaps, items, packages, receipts, sealing, sending

SOURCE = Path(__file__).with_name("proof.yaml")


def build(workspaces: Mapping[str, Workspace], *, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text())
    _indicator(described["indicator"], workspaces[described["indicator"]["provider"]], now)
    _package(described["package"], workspaces[described["package"]["provider"]], now)


def _indicator(described: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    by, suggested = workspace.officer, suggestions()[described["suggestion"]]
    names = {one.name for one in fields(Defined)}
    taken_over = {name: getattr(suggested, name) for name in names if hasattr(suggested, name)}
    indicator = indicators.define(
        provider=workspace.provider,
        ai_model=workspace.models[described["model"]],
        measure=suggested.measure,
        suggestion=suggested.key,
        defined=Defined(
            **taken_over,
            target_high=described["target"],
            responsible=described["responsible"],
        ),
        by=by,
        now=now,
    )
    taken = [
        Read(taken_on=brussels_day(now) + timedelta(days=day), value=value, note=" ".join(note))
        for day, value, *note in described["readings"]
    ]
    rows = readings.record(indicator=indicator, taken=taken, by=by, now=now)
    value, reason = described["corrected"]
    readings.correct(reading=rows[-3], value=value, reason=reason, by=by, now=now)


def _package(described: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    by = workspace.officer
    package = packages.draft(
        provider=workspace.provider,
        ai_model=workspace.models[described["model"]],
        purpose=described["purpose"],
        title=described["title"],
        message=described["message"],
        by=by,
        now=now,
    )
    for one in described["items"]:
        _enclose(package, one, workspace, now)
    for expected, (reason, because) in described["missing"].items():
        gaps.explain(
            package=package, expected=expected, reason=reason, because=because, by=by, now=now
        )
    sealing.seal(package=package, by=by, clock=lambda: now)
    sending.record(package=package, sent_at=now, channel=Channel.EU_SEND, by=by, now=now)
    receipts.record(
        package=package,
        received_at=now,
        channel=Channel.EU_SEND,
        **described["receipt"],
        by=by,
        now=now,
    )


def _enclose(
    package: Package, described: Mapping[str, Any], workspace: Workspace, now: datetime
) -> None:
    by = workspace.officer
    arrived = storage.receive(io.BytesIO(described["text"].encode()), name=described["file"])
    item = items.add_file(
        package=package,
        upload=arrived,
        title=described["title"],
        answers=described["answers"],
        by=by,
        now=now,
    )
    if "removed" in described:
        removed, ground = described["removed"]
        gaps.redact(item=item, removed=removed, ground=ground, by=by, now=now)
