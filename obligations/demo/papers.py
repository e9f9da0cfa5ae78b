"""Part one, continued: a filled Model Documentation Form, its files, and requests about it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from obligations import storage
from obligations.demo.fictional import Workspace
from obligations.documents.exports import renditions as exports
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import outline
from obligations.documents.queries.suggestions import suggestions
from obligations.documents.services import documents, forms, renditions
from obligations.law.deadlines import brussels_day
from obligations.requests.services import asking, requests
from obligations.requests.services.asking import Question
from obligations.requests.services.requests import Asked
from providers.actors import Actor

SOURCE = Path(__file__).with_name("papers.yaml")
KIND = "model-documentation"


def build(workspaces: Mapping[str, Workspace], *, reviewer: Actor, now: datetime) -> None:
    """Do what is described, through the services that people use."""
    described = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    _documentation(described["documentation"], workspaces, now)
    _requests(described["requests"], workspaces, reviewer, now)


def _documentation(
    described: Mapping[str, Any], workspaces: Mapping[str, Workspace], now: datetime
) -> None:
    workspace = workspaces[described["provider"]]
    by = workspace.officer
    document = documents.start(
        provider=workspace.provider,
        ai_model=workspace.models[described["model"]],
        kind=KIND,
        by=by,
        now=now,
    )
    given: dict[str, Any] = {
        key: {"state": "not-applicable", "reason": reason}
        for key, reason in described["not_applicable"].items()
    }
    for key, value in described["said"].items():
        secret = {"secret": True} if key in described["secret"] else {}
        given[key] = {"state": "filled", "value": value} | secret
    for known in suggestions(document, by):
        given.setdefault(known.item.key, {"state": "filled", "value": known.value})
    documents.save(document=document, given=given, revision=document.revision, by=by, now=now)
    version = documents.make_version(
        document=document, changes=described["changes"], revision=document.revision, by=by, now=now
    )
    for recipient, file_format in described["files"]:
        renditions.render(
            version=version, recipient=recipient, file_format=file_format, by=by, now=now
        )
    _filled_form(version, described["form"], by, now)
    document.refresh_from_db()
    _second_version(document, described["second"], by, now)


def _filled_form(
    version: DocumentVersion, described: Mapping[str, Any], by: Actor, now: datetime
) -> None:
    """Bring in the Word file of a version as somebody completed it; nothing of it is taken over."""
    said = {key: {"state": "filled", "value": value} for key, value in described["said"].items()}
    completed = DocumentVersion(
        document=version.document,
        number=version.number,
        made_at=version.made_at,
        content=version.content | said,
    )
    made = exports.rendition(completed, outline(KIND), "office")
    arrived = storage.receive(io.BytesIO(exports.written(made, "docx")), name=described["name"])
    forms.bring_in(document=version.document, upload=arrived, by=by, now=now)


def _second_version(
    document: Document, described: Mapping[str, Any], by: Actor, now: datetime
) -> None:
    given = {key: {"state": "filled", "value": value} for key, value in described["said"].items()}
    documents.save(document=document, given=given, revision=document.revision, by=by, now=now)
    documents.make_version(
        document=document, changes=described["changes"], revision=document.revision, by=by, now=now
    )


def _requests(
    described: Mapping[str, Any],
    workspaces: Mapping[str, Workspace],
    reviewer: Actor,
    now: datetime,
) -> None:
    workspace = workspaces[described["provider"]]
    about: dict[str, Any] = {
        "provider": workspace.provider,
        "ai_model": workspace.models[described["model"]],
    }
    said, today = dict(described["downstream"]), brussels_day(now)
    received_on = today + timedelta(days=said.pop("received"))
    asked = Asked(asker="downstream", received_on=received_on, **said)
    requests.record(asked=asked, by=workspace.officer, now=now, **about)
    said = dict(described["office"])
    due_on = today + timedelta(days=said.pop("due"))
    asking.ask(question=Question(due_on=due_on, **said), by=reviewer, now=now, **about)
