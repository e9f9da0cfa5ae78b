"""Part one, continued: how the fictional people work together, and with whom outside."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations import storage
from obligations.demo.accounts import Accounts
from obligations.demo.fictional import Workspace
from obligations.law.deadlines import brussels_day
from obligations.models import Duty
from obligations.services import care, comments, office_access, saved_filters
from obligations.webhooks.services import endpoints, outbox
from obligations.webhooks.services.endpoints import Settings
from providers.models import Team
from providers.services import invitations, teams

SOURCE = Path(__file__).with_name("together.yaml")


def build(workspaces: Mapping[str, Workspace], accounts: Accounts, *, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text())
    workspace = workspaces[described["provider"]]
    # First, so that what follows waits in its log.
    _webhook(described["webhook"], workspace, now)
    team = teams.found(
        provider=workspace.provider,
        name=described["team"]["name"],
        people=[accounts.user_id(role) for role in described["team"]["people"]],
        by=workspace.officer,
        now=now,
    )
    for one in described["duties"]:
        _duty(one, workspace, team, now)
    saved_filters.save(
        provider=workspace.provider, **described["view"], by=workspace.officer, now=now
    )
    invitations.invite(
        provider=workspace.provider, **described["invited"], by=workspace.officer, now=now
    )
    _access(described["access"], workspaces, accounts, now)


def _webhook(described: Mapping[str, Any], workspace: Workspace, now: datetime) -> None:
    """Add a webhook and pause it: nothing of a demonstration leaves the machine."""
    by, chosen = workspace.officer, Settings(**described["settings"])
    endpoint, _ = endpoints.add(provider=workspace.provider, chosen=chosen, by=by, now=now)
    outbox.test(endpoint=endpoint, by=by, now=now)
    endpoints.pause(endpoint=endpoint, because=described["paused"], by=by, now=now)


def _duty(described: Mapping[str, Any], workspace: Workspace, team: Team, now: datetime) -> None:
    by = workspace.officer
    duty = Duty.objects.in_force().get(
        ai_model=workspace.models[described["model"]], key=described["key"]
    )
    care.assign(
        duty=duty,
        assignee=None,
        team=team,
        target_on=brussels_day(now) + timedelta(days=described["target"]),
        revision=duty.revision,
        by=by,
        now=now,
    )
    files = [
        storage.receive(io.BytesIO(text.encode()), name=name)
        for name, text in described["files"].items()
    ]
    comments.write(duty=duty, text=described["comment"], files=files, by=by, now=now)


def _access(
    described: Mapping[str, Any],
    workspaces: Mapping[str, Workspace],
    accounts: Accounts,
    now: datetime,
) -> None:
    """Let a reviewer who reads only what was opened to them read one provider for a while."""
    begins, ends = described["days"]
    office_access.give(
        provider=workspaces[described["provider"]].provider,
        reviewer=accounts.create("inspector", is_office=True, needs_access=True, now=now),
        begins_on=brussels_day(now) + timedelta(days=begins),
        ends_on=brussels_day(now) + timedelta(days=ends),
        because=described["because"],
        by=accounts.actor("reviewer"),
        now=now,
    )
