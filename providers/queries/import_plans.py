"""What an import of a list would do, row by row; reads and writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from providers import kinds
from providers.model_lists import lists
from providers.model_lists.entries import Candidate, Entry, Problem
from providers.models import AIModel, Fact, Provider
from providers.models.providers import Origin

# Facts that an import wrote begin their source with this; all others were recorded by people, and
# no later import supersedes them.
IMPORTED = "Imported list: "


class Action(StrEnum):
    """What an import does with a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Options:
    """The choices of who imports.

    ``source`` credits the list on every fact. ``columns`` maps what a column says (see
    ``model_lists.columns.HEADERS``) to its header, where that is unusual.
    ``market_date_from_publication`` says that the days of publication are days of placing on the
    Union market. ``by_organisation`` opens a workspace of public data for each organisation.
    ``leave_out_refused`` imports the other rows where some are refused.
    """

    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    market_date_from_publication: bool = False
    by_organisation: bool = False
    leave_out_refused: bool = False


@dataclass(frozen=True)
class PlannedFact:
    """A fact that would be recorded, and the one it would supersede."""

    candidate: Candidate
    before: Fact | None = None

    @property
    def title(self) -> str:
        """What the fact is about."""
        return str(kinds.KINDS[self.candidate.kind].title)

    @property
    def lines(self) -> tuple[kinds.Line, ...]:
        """The fact in words."""
        return kinds.shown(self.candidate.kind, self.candidate.value)


@dataclass(frozen=True)
class Outcome:
    """What would become of one row; ``notes`` are worth knowing and stop nothing."""

    entry: Entry
    action: Action
    facts: tuple[PlannedFact, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    ai_model: AIModel | None = None

    @property
    def row(self) -> int:
        """The row's number as a spreadsheet shows it."""
        return self.entry.row

    @property
    def name(self) -> str:
        """The model's name in the one spelling in which it is stored."""
        return self.entry.name

    @property
    def organisation(self) -> str:
        """The organisations that the list names."""
        return ", ".join(self.entry.organisations)


@dataclass(frozen=True)
class Workspace:
    """Where rows go: a provider, or one that would be opened (``provider`` None)."""

    name: str
    provider: Provider | None
    country: str | None
    outcomes: tuple[Outcome, ...]

    @property
    def written(self) -> tuple[Outcome, ...]:
        """The rows of which anything would be written."""
        return tuple(one for one in self.outcomes if one.facts or one.action is Action.CREATE)


@dataclass(frozen=True)
class Plan:
    """Every row's outcome before anything is written, and the fingerprint that ``run`` asks for."""

    workspaces: tuple[Workspace, ...]
    ignored_columns: tuple[str, ...]
    absent_columns: tuple[str, ...]
    fingerprint: str

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All rows, in the order of the file."""
        rows = (outcome for workspace in self.workspaces for outcome in workspace.outcomes)
        return tuple(sorted(rows, key=lambda outcome: outcome.row))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each action; every action is named."""
        counted = Counter(outcome.action for outcome in self.outcomes)
        return {action.value: counted[action] for action in Action}


def plan(provider: Provider | None, listed: lists.ModelList, options: Options) -> Plan:
    """Compare a list with what is recorded, in two queries for all its rows."""
    groups = (
        lists.by_organisation(listed.entries)
        if provider is None
        else (lists.Organisation(provider.name, None, listed.entries),)
    )
    owners = {provider.name: provider} if provider else public_workspaces(groups)
    recorded = _Recorded(owners.values())
    workspaces = tuple(_workspace(one, owners.get(one.name), recorded, listed) for one in groups)
    return Plan(
        workspaces,
        listed.ignored_columns,
        listed.absent_columns,
        _fingerprint(workspaces, listed, options),
    )


def public_workspaces(groups: Iterable[lists.Organisation]) -> dict[str, Provider]:
    """Find the workspaces of public data that organisations have already, by name."""
    names = [one.name for one in groups]
    found = Provider.objects.filter(origin=Origin.PUBLIC_DATA, name__in=names).order_by("pk")
    return {one.name: one for one in found}


class _Recorded:
    """What the workspaces know already: models by name, current facts by model and kind."""

    def __init__(self, owners: Iterable[Provider]) -> None:
        ids = [one.pk for one in owners]
        models = AIModel.objects.filter(provider__in=ids).select_related("provider")
        self.models = {(one.provider_id, one.name): one for one in models}
        current = Fact.objects.filter(provider__in=ids, ai_model__isnull=False).current()
        self.facts = {(one.ai_model_id, one.kind): one for one in current}

    def model(self, owner: Provider | None, name: str) -> AIModel | None:
        return self.models.get((owner.pk, name)) if owner else None

    def fact(self, ai_model: AIModel, kind: str) -> Fact | None:
        return self.facts.get((ai_model.pk, kind))


def _workspace(
    group: lists.Organisation,
    owner: Provider | None,
    recorded: _Recorded,
    listed: lists.ModelList,
) -> Workspace:
    first_rows: dict[str, int] = {}
    outcomes = []
    for entry in group.entries:
        problems = list(entry.problems)
        first = first_rows.setdefault(entry.name, entry.row)
        if entry.name and first != entry.row:
            told = _("Row {first} has a model of this name already.").format(first=first)
            problems.append(Problem(listed.name_column, told))
        if not group.name:
            told = _("Without an organisation it is not known whose model this is.")
            problems.append(Problem(listed.organisation_column, told))
        outcomes.append(_outcome(entry, problems, recorded.model(owner, entry.name), recorded))
    return Workspace(group.name, owner, group.country, tuple(outcomes))


def _outcome(
    entry: Entry, problems: Sequence[Problem], ai_model: AIModel | None, recorded: _Recorded
) -> Outcome:
    notes = list(entry.notes)
    if problems:
        return Outcome(entry, Action.REFUSED, problems=tuple(problems), notes=tuple(notes))
    if ai_model is None:
        facts = tuple(PlannedFact(one) for one in entry.candidates)
        return Outcome(entry, Action.CREATE, facts, notes=tuple(notes))
    planned = []
    for candidate in entry.candidates:
        before = recorded.fact(ai_model, candidate.kind)
        if before is None or (before.value != candidate.value and _was_imported(before)):
            planned.append(PlannedFact(candidate, before))
        elif before.value != candidate.value:
            notes.append(
                _("{fact}: recorded by a person; kept.").format(
                    fact=kinds.KINDS[candidate.kind].title
                )
            )
    action = Action.UPDATE if planned else Action.UNCHANGED
    return Outcome(entry, action, tuple(planned), notes=tuple(notes), ai_model=ai_model)


def _was_imported(fact: Fact) -> bool:
    return fact.source.startswith(IMPORTED)


def _fingerprint(workspaces: Sequence[Workspace], listed: lists.ModelList, options: Options) -> str:
    choices = [
        options.source,
        sorted(options.columns.items()),
        options.market_date_from_publication,
        options.by_organisation,
    ]
    written = [
        [workspace.name, _key(workspace.provider), workspace.country, _planned(workspace)]
        for workspace in workspaces
    ]
    text = json.dumps([listed.sha256, choices, written], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _planned(workspace: Workspace) -> list[object]:
    return [
        [
            outcome.row,
            outcome.action,
            _key(outcome.ai_model),
            [[one.candidate.kind, one.candidate.value, _key(one.before)] for one in outcome.facts],
        ]
        for outcome in workspace.outcomes
    ]


def _key(row: Provider | AIModel | Fact | None) -> str | None:
    pk: UUID | None = row.pk if row else None
    return str(pk) if pk else None
