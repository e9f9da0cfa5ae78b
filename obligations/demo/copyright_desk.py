"""Part one, continued: the copyright desk of the fictional people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.services import (
    complaints,
    contact,
    correspondence,
    crawlers,
    decisions,
    policies,
    publications,
)
from obligations.copyright_desk.services.claims import Claim
from obligations.copyright_desk.services.contact import Designation
from obligations.copyright_desk.services.crawlers import Description
from obligations.copyright_desk.services.decisions import Outcome
from obligations.copyright_desk.services.policies import Wording
from obligations.demo.fictional import Workspace
from obligations.law.deadlines import brussels_day

SOURCE = Path(__file__).with_name("copyright_desk.yaml")
CLAIM = ("name", "email", "capacity", "on_behalf_of", "works", "seen_where", "asked")


def build(workspaces: Mapping[str, Workspace], *, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text())
    workspace = workspaces[described["provider"]]
    contact.designate(
        provider=workspace.provider,
        designation=Designation(**described["contact"]),
        by=workspace.officer,
        now=now - timedelta(days=250),
    )
    for number, one in enumerate(described["policies"]):
        _policy(one, number, workspace, now)
    for one in described["crawlers"]:
        _crawler(one, workspace, now)
    for one in described["complaints"]:
        _complaint(one, workspace, now)


def _policy(one: Mapping[str, Any], before: int, workspace: Workspace, now: datetime) -> None:
    at = now + timedelta(days=one["recorded"])
    wording = Wording(
        text=one["text"],
        covers=one["covers"],
        responsible=one["responsible"],
        ai_models=[workspace.models[name] for name in one["models"]],
        in_force_from=brussels_day(at),
        approved_by=one["approved_by"],
        approved_on=brussels_day(at),
        changes=one["changes"],
        summary=one["summary"],
    )
    by = workspace.officer
    made = policies.record(
        provider=workspace.provider, wording=wording, after=before, by=by, now=at
    )
    publications.publish_summary(version=made, by=by, now=at)


def _crawler(one: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    given = dict(one)
    name, holds, is_public = given.pop("name"), given.pop("holds"), given.pop("public")
    again = given.pop("again", None)
    given["trained"] = [workspace.models[each] for each in given["trained"]]
    by, at = workspace.officer, now + timedelta(days=holds)
    made = crawlers.register(
        provider=workspace.provider,
        name=name,
        description=Description(**given, holds_from=brussels_day(at)),
        by=by,
        # Recorded today: some periods it states were still to come when it began to run.
        now=now,
    )
    if is_public:
        publications.publish_crawler(version=made.versions.get(number=1), by=by, now=now)
    if again:
        later = brussels_day(now) + timedelta(days=again.pop("holds"))
        changes = again.pop("changes")
        version = crawlers.describe(
            crawler=made,
            description=Description(**given | again, holds_from=later),
            changes=changes,
            after=1,
            by=by,
            now=now,
        )
        publications.publish_crawler(version=version, by=by, now=now)


def _complaint(one: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    at = now + timedelta(days=one["came"])
    claim = Claim(**{name: one[name] for name in CLAIM})
    row = complaints.lodge(provider=workspace.provider, claim=claim, nonce=uuid4(), now=at)
    for days, step in enumerate(one["steps"], start=2):
        _step(row, step, one, workspace, at + timedelta(days=days))


def _step(
    row: Complaint, step: str, one: Mapping[str, Any], workspace: Workspace, at: datetime
) -> None:
    by = workspace.officer
    if step == "acknowledge":
        complaints.acknowledge(complaint=row, by=by, now=at)
    elif step == "remark":
        correspondence.log(complaint=row, way="own", text=one["remark"], by=by, now=at)
    else:
        outcome = Outcome(outcome="answered", answer=one["answer"])
        decisions.decide(complaint=row, outcome=outcome, revision=row.revision, by=by, now=at)
