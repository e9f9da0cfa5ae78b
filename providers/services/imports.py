"""Import models from a list: first a plan of every row's outcome, then exactly that plan.

A plan has a fingerprint of the file, the choices and everything that would be written. ``run``
plans again when its turn comes and writes only if the fingerprint is the same, so what was
previewed is what is imported, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from providers import kinds, permissions, text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput
from providers.model_lists import lists
from providers.model_lists.reading import BinaryFile
from providers.models import AIModel, Provider
from providers.models.providers import Origin
from providers.queries import import_plans
from providers.queries.import_plans import IMPORTED, Action, Options, Outcome, Plan, Workspace
from providers.services import ai_models, audit
from providers.services import facts as recording
from providers.services import providers as providing
from providers.services.facts import BRUSSELS, NewFact

COUNTRY_NOTE = (
    "The country of the organisation, as the list says; the provider in law may be established "
    "elsewhere."
)


class PlanChanged(Conflict):
    """What would be imported now is not what was previewed."""


class RowsRefused(InvalidInput):
    """Some rows cannot be imported, and nobody chose to leave them out."""


@dataclass(frozen=True)
class Imported:
    """The plan that was carried out, and what is owed because of it, by provider."""

    plan: Plan
    changes: Mapping[UUID, Any]


def preview(
    *,
    provider: Provider | None,
    upload: BinaryFile,
    options: Options,
    by: Actor,
    now: datetime,
) -> Plan:
    """Say what an import would do, row by row, and write nothing.

    Raises NotPermitted, UnreadableFile on ``file``, or InvalidInput on ``columns``, ``source`` or
    ``provider``.
    """
    _check(provider, options, by)
    return import_plans.plan(provider, _understood(upload, options, now), options)


def run(
    *,
    provider: Provider | None,
    upload: BinaryFile,
    options: Options,
    fingerprint: str,
    by: Actor,
    now: datetime,
) -> Imported:
    """Import what was previewed, all of it or nothing, and answer what is owed because of it.

    Raises as ``preview`` does; PlanChanged if the file, the choices or what is recorded changed
    since; RowsRefused if rows are refused and ``options.leave_out_refused`` is not set.
    """
    _check(provider, options, by)
    listed = _understood(upload, options, now)
    with audit.turns(_owners(provider, listed)):
        plan = import_plans.plan(provider, listed, options)
        _check_plan(plan, fingerprint, options)
        written = [_write(one, options, by, now) for one in plan.workspaces if one.written]
    return Imported(plan, dict(written))


def _check(provider: Provider | None, options: Options, by: Actor) -> None:
    if options.by_organisation:
        permissions.check_create_provider(by)
        if provider is not None:
            raise InvalidInput(_("Import into one provider, or by organisation."), field="provider")
    elif provider is None:
        raise InvalidInput(_("Say into which provider the models go."), field="provider")
    else:
        permissions.check_import_models(by, provider)
    text.prose(options.source, field="source", limit=1_000)


def _understood(upload: BinaryFile, options: Options, now: datetime) -> lists.ModelList:
    return lists.understand(
        upload,
        columns=options.columns,
        market_date_from_publication=options.market_date_from_publication,
        today=now.astimezone(BRUSSELS).date(),
    )


def _owners(provider: Provider | None, listed: lists.ModelList) -> Sequence[Provider]:
    if provider is not None:
        return [provider]
    return list(import_plans.public_workspaces(lists.by_organisation(listed.entries)).values())


def _check_plan(plan: Plan, fingerprint: str, options: Options) -> None:
    if plan.fingerprint != fingerprint:
        raise PlanChanged(
            _(
                "The file, the choices or what is recorded changed since the "
                "preview. Preview again."
            ),
            field="fingerprint",
        )
    refused = plan.counts[Action.REFUSED]
    if refused and not options.leave_out_refused:
        raise RowsRefused(
            _("Rows that are refused: {refused}. Mend them, or choose to leave them out.").format(
                refused=refused
            ),
            field="leave_out_refused",
        )


def _write(workspace: Workspace, options: Options, by: Actor, now: datetime) -> tuple[UUID, Any]:
    owner = workspace.provider or _open(workspace, options, by, now)
    with audit.change(action="models.imported", about=owner, by=by, at=now) as event:
        if workspace.provider is None:
            _establish(owner, workspace, options, by, now)
        event.detail |= {
            "source": options.source,
            "market_date_from_publication": options.market_date_from_publication,
            "rows": {
                action: [one.row for one in workspace.outcomes if one.action is action]
                for action in Action
            },
        }
        models = _register(owner, workspace, options, by, now)
        subjects = [
            recording.About(outcome.ai_model or models[outcome.name], _facts(outcome, options, now))
            for outcome in workspace.written
        ]
        recording.add_all(provider=owner, subjects=subjects, by=by, now=now)
        return owner.pk, recording.announce(provider=owner, ai_model=None, by=by, now=now)


def _open(workspace: Workspace, options: Options, by: Actor, now: datetime) -> Provider:
    return providing.create(
        name=workspace.name,
        origin=Origin.PUBLIC_DATA,
        note=f"Public data. {options.source}".strip(),
        by=by,
        now=now,
    )


def _establish(
    owner: Provider, workspace: Workspace, options: Options, by: Actor, now: datetime
) -> None:
    if workspace.country is None:
        return
    known = NewFact(
        kind="establishment",
        value={"country": workspace.country},
        known_on=now.astimezone(BRUSSELS).date(),
        note=COUNTRY_NOTE,
        source=f"{IMPORTED}{options.source}",
    )
    cleaned = recording.clean_all([known], subject=kinds.Subject.PROVIDER, now=now)
    about = [recording.About(None, cleaned)]
    recording.add_all(provider=owner, subjects=about, by=by, now=now)


def _register(
    owner: Provider, workspace: Workspace, options: Options, by: Actor, now: datetime
) -> Mapping[str, AIModel]:
    new = [one for one in workspace.outcomes if one.action is Action.CREATE]
    rows = [
        AIModel(
            provider=owner,
            created_at=now,
            **ai_models.clean(
                owner,
                name=one.name,
                description=one.entry.description,
                base_model_name=one.entry.base_model_name,
                source=_source(one, options),
            ),
        )
        for one in new
    ]
    _link_bases(owner, rows)
    ai_models.add_all(rows, by=by, now=now)
    return {one.name: one for one in rows}


def _link_bases(owner: Provider, rows: Sequence[AIModel]) -> None:
    known = [*AIModel.objects.filter(provider=owner), *rows]
    by_name = {one.name: one for one in known}
    by_key = {one.pk: one for one in known}
    for row in rows:
        base = by_name.get(row.base_model_name)
        # A list may go in circles; a model that would descend from itself keeps the bare name.
        if base is not None and row not in _ancestry(base, by_key):
            row.base_model = base


def _ancestry(ai_model: AIModel, by_key: Mapping[UUID, AIModel]) -> Iterator[AIModel]:
    ancestor: AIModel | None = ai_model
    while ancestor is not None:
        yield ancestor
        ancestor = by_key.get(ancestor.base_model_id) if ancestor.base_model_id else None


def _facts(outcome: Outcome, options: Options, now: datetime) -> Sequence[NewFact]:
    known = [
        NewFact(
            kind=one.candidate.kind,
            value=one.candidate.value,
            known_on=now.astimezone(BRUSSELS).date(),
            note=one.candidate.note,
            source=_source(outcome, options),
            supersedes=one.before.pk if one.before else None,
        )
        for one in outcome.facts
    ]
    return recording.clean_all(known, subject=kinds.Subject.MODEL, now=now)


def _source(outcome: Outcome, options: Options) -> str:
    told = [f"{IMPORTED}{options.source or 'a file'}", f"row {outcome.row}", outcome.entry.link]
    return ", ".join(one for one in told if one)
