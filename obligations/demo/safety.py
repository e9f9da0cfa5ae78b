"""Part one, continued: a confirmed Framework, a Model Report, and a register of risks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations.demo.fictional import Workspace
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import outline
from obligations.documents.services import documents
from obligations.law.deadlines import brussels_day
from obligations.safety.services import entries
from providers.models import AIModel

SOURCE = Path(__file__).with_name("safety.yaml")
ASSESSMENT = {
    "adequacy": "Looked twelve months ahead: the tiers hold for what is planned.",
    "adequacy_result": "adequate",
    "adherence": "Every trigger point was met by an evaluation; one was two days late.",
    "non_adherence": ["An evaluation at a trigger point came two days late."],
    "remediation": ["A reminder a week ahead; head of safety; done."],
    "result": "No change of the Framework; the next assessment looks at autonomy.",
}
ACCESS = {
    "what": "Who can read parameters, on every interface.",
    "who": "Security team (fictional)",
    "result": "Two accounts were taken away.",
}
DECIDED = {
    "scale": "Per year and model; serious begins at ten persons or a million euro.",
    "criterion": "At least one tier below the criterion of the Framework.",
    "margin": "One tier, for what elicitation may have missed.",
    "method": "Fault tree with ranges; the uncertainty is a step of the scale.",
    "owner": "Head of Safety",
    "decision": "acceptable",
    "decided_by": "The board",
    "decision_because": "After mitigation it stays below the criterion, with the margin.",
}


def build(workspaces: Mapping[str, Workspace], *, now: datetime) -> None:
    """Write, confirm and give the documents, and fill the register, each on its day."""
    described = yaml.safe_load(SOURCE.read_text())
    workspace = workspaces[described["provider"]]
    ai_model = workspace.models[described["model"]]
    for one in described["risks"]:
        _record(workspace, "risk", _day(now, -80), _risk(one), now, ai_model=ai_model)
    for one in described["documents"]:
        _document(one, workspace, ai_model, now)
    declared = {"is_most_capable": True, "because": "No other model on the market scores higher."}
    _record(workspace, "most-capable", _day(now, -60), declared, now, ai_model=ai_model)
    _record(workspace, "assessment", _day(now, described["assessed"]), ASSESSMENT, now)
    _record(workspace, "access-check", _day(now, described["access"]), ACCESS, now)


def _document(
    described: Mapping[str, Any], workspace: Workspace, ai_model: AIModel, now: datetime
) -> None:
    about = ai_model if outline(described["kind"]).subject == "model" else None
    then = now + timedelta(days=described["written"])
    version = _version(described, workspace, about, then)
    for kind in ("confirmation", "provision"):
        day = _day(now, described[{"confirmation": "confirmed", "provision": "given"}[kind]])
        value = dict(described[kind])
        if kind == "provision":
            value |= {"extent": "whole", "redactions": "none"}
        _record(workspace, kind, day, value, now, version=version)


def _version(
    described: Mapping[str, Any], workspace: Workspace, about: AIModel | None, then: datetime
) -> DocumentVersion:
    document = documents.start(
        provider=workspace.provider,
        ai_model=about,
        kind=described["kind"],
        by=workspace.officer,
        now=then,
    )
    given = {key: {"state": "filled", "value": one} for key, one in described["said"].items()}
    without = described.get("without", {})
    given |= {key: {"state": "not-applicable", "reason": one} for key, one in without.items()}
    if rows := _samples(described.get("samples", ())):
        given["samples"] = {"state": "filled", "value": rows}
    documents.save(
        document=document, given=given, revision=document.revision, by=workspace.officer, now=then
    )
    return documents.make_version(
        document=document,
        changes=described["changes"],
        revision=document.revision,
        by=workspace.officer,
        now=then,
    )


def _samples(described: Any) -> list[dict[str, str]]:
    return [
        {
            "evaluation": name,
            "input": f"Task {number} of the set, drawn at random.",
            "output": "The answer as it was given; fictional, for demonstration.",
        }
        for name, count in described
        for number in range(1, count + 1)
    ]


def _risk(described: Mapping[str, Any]) -> dict[str, Any]:
    """Take a described risk apart: estimates are probability, severity and spread."""
    value = {key: one for key, one in described.items() if key not in ("before", "after")}
    for when in ("before", "after"):
        names = ("probability", "severity", "spread")
        pairs = zip(names, described[when], strict=True)
        value |= {f"{name}_{when}": str(step) for name, step in pairs}
    return value | DECIDED


def _record(
    workspace: Workspace,
    kind: str,
    on: date,
    value: Mapping[str, Any],
    now: datetime,
    *,
    ai_model: AIModel | None = None,
    version: DocumentVersion | None = None,
) -> None:
    entries.record(
        provider=workspace.provider,
        kind=kind,
        on=on,
        value=value,
        ai_model=ai_model,
        version=version,
        by=workspace.officer,
        now=now,
    )


def _day(now: datetime, days: int) -> date:
    return brussels_day(now) + timedelta(days=days)
