"""Part one, continued: evidence, assessments and reviews in every state."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations import storage
from obligations.demo.fictional import Workspace
from obligations.law.deadlines import brussels_day
from obligations.models import Duty, Evidence
from obligations.models.redactions import Redaction
from obligations.services import assessments, duties, evidence
from providers.actors import Actor

SOURCE = Path(__file__).with_name("work.yaml")


def build(workspaces: Mapping[str, Workspace], *, reviewer: Actor, now: datetime) -> int:
    """Do what is described, and answer for how many duties something was done."""
    done = 0
    for described in yaml.safe_load(SOURCE.read_text()):
        workspace = workspaces[described["provider"]]
        for one in described["duties"]:
            duty = Duty.objects.in_force().get(
                ai_model=workspace.models[described["model"]], key=one["key"]
            )
            _work_on(duty, one, workspace.officer, reviewer, now)
            done += 1
    return done


def _work_on(
    duty: Duty, described: Mapping[str, Any], officer: Actor, reviewer: Actor, now: datetime
) -> None:
    if "route" in described:
        route, explanation = described["route"]
        duties.choose_route(
            duty=duty,
            route=route,
            explanation=explanation,
            revision=duty.revision,
            by=officer,
            now=now,
        )
    _record(duty, described["evidence"], officer, now)
    if "claim" not in described:
        return
    assessment = assessments.draft(
        duty=duty,
        claim=described["claim"],
        position=described["position"],
        by=officer,
        now=now,
    )
    if described.get("draft"):
        return
    assessments.submit(assessment=assessment, by=officer, now=now)
    for decision, reason in described.get("decision", {}).items():
        assessments.decide(
            assessment=assessment, decision=decision, reason=reason, by=reviewer, now=now
        )


def _record(duty: Duty, described: Mapping[str, Any], officer: Actor, now: datetime) -> None:
    if "share" in described:
        piece = Evidence.objects.get(provider=duty.provider, title=described["share"])
        evidence.link(evidence=piece, duty=duty, by=officer, now=now)
        return
    covers_from, covers_to = _period(described.get("covers"), now)
    said: dict[str, Any] = {
        "duties": [duty],
        "title": described["title"],
        "proves": described["proves"],
        "covers_from": covers_from,
        "covers_to": covers_to,
        "redactions": [Redaction(**one) for one in described.get("redactions", ())],
        "by": officer,
        "now": now,
    }
    if described["kind"] == "link":
        evidence.add_link(url=described["url"], **said)
    elif described["kind"] == "statement":
        evidence.add_statement(statement=described["text"], **said)
    else:
        arrived = storage.receive(io.BytesIO(described["text"].encode()), name=described["name"])
        evidence.attach_file(upload=arrived, **said)


def _period(covers: list[int] | None, now: datetime) -> tuple[date | None, date | None]:
    if not covers:
        return None, None
    first, last = covers
    return brussels_day(now) + timedelta(days=first), brussels_day(now) + timedelta(days=last)
