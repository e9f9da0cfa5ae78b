"""What the pages of the safety room show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from obligations.documents import shown
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import Item, Kind
from obligations.law import model_reports, references
from obligations.law.deadlines import brussels_day
from obligations.law.terms import Answer
from obligations.models import Deadline
from obligations.queries import facts
from obligations.queries.clocks import Running, running
from obligations.safety.kinds import KINDS, EntryKind
from obligations.safety.models import Entry
from obligations.safety.queries import counted, lacking
from obligations.safety.queries.clocks import STEPS
from obligations.safety.queries.lacking import Lack
from obligations.safety.queries.records import Records, applies, entries_of
from obligations.safety.register import SPECIFIED
from providers.actors import Actor
from providers.models import AIModel, Provider


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model in the overview; ``clocks`` are those that run, the nearest first."""

    ai_model: AIModel
    applies: Answer
    clocks: Sequence[Running]


@dataclass(frozen=True, slots=True)
class Overview:
    """The provider: its models, its own clocks and entries, its Framework."""

    lines: Sequence[ModelLine]
    clocks: Sequence[Running]
    entries: Sequence[Entry]
    framework: Document | None
    lacks: Sequence[Lack]


def overview(provider: Provider, actor: Actor, *, now: datetime) -> Overview:
    """Gather the overview in a number of queries that does not grow with models."""
    on = brussels_day(now)
    known = facts.of_models(provider, on=on)
    by_model = _clocks(provider, actor, now)
    rows = AIModel.objects.visible_to(actor).filter(provider=provider).order_by("name", "pk")
    lines = [ModelLine(row, applies(known[row.pk], on), by_model.get(row.pk, ())) for row in rows]
    # What is owed first, what is open next, the rest last; nothing is hidden.
    lines.sort(key=lambda one: {True: 0, None: 1, False: 2}[one.applies.answer])
    own = Entry.objects.visible_to(actor).filter(provider=provider, ai_model=None).current()
    framework = Document.objects.visible_to(actor).filter(provider=provider, kind="framework")
    written = framework.first()
    risks = lacking.identified(provider)
    return Overview(
        lines=lines,
        clocks=by_model.get(None, ()),
        entries=list(own.select_related("version").order_by("-on", "-recorded_at")[:50]),
        framework=written,
        lacks=lacking.of_framework(written.content, risks) if written else (),
    )


def shared_reasons(lines: Sequence[ModelLine]) -> dict[str, int]:
    """Give the reasons why it is open for several models, with their number: each is said once."""
    found = Counter(one.applies.because for one in lines if one.applies.answer is None)
    return {because: number for because, number in found.items() if number > 1}


def _clocks(provider: Provider, actor: Actor, now: datetime) -> dict[UUID | None, list[Running]]:
    rows = Deadline.objects.visible_to(actor).open().filter(provider=provider, matter__in=STEPS)
    found: dict[UUID | None, list[Running]] = defaultdict(list)
    for row in rows.order_by("due_at", "pk"):
        found[row.ai_model_id].append(running(row, now))
    return found


@dataclass(frozen=True, slots=True)
class Tested:
    """Something recorded with what the law says of it today."""

    entry: Entry
    answer: Answer


@dataclass(frozen=True, slots=True)
class ModelPage:
    """One model: whether the chapter applies, its clocks, entries and tests."""

    ai_model: AIModel
    applies: Answer
    after_placing: str
    six_months: str
    clocks: Sequence[Running]
    done: Sequence[Running]
    entries: Sequence[Entry]
    exceptions: Sequence[Tested]
    references: Sequence[Tested]
    delays: Sequence[Tested]
    each_risk: Answer
    report: Document | None
    lacks: Sequence[Lack]


def of_model(ai_model: AIModel, actor: Actor, *, now: datetime) -> ModelPage:
    """Gather what is recorded and counted for one model."""
    on = brussels_day(now)
    known = facts.of_model(ai_model, on=on)
    found = Records(entries_of(ai_model.provider, ai_model), known, on)
    rows = Deadline.objects.visible_to(actor).filter(ai_model=ai_model, matter__in=STEPS)
    all_clocks = [running(row, now) for row in rows.filter(cancelled_at=None).order_by("due_at")]
    reports = Document.objects.visible_to(actor).filter(ai_model=ai_model, kind="model-report")
    report = reports.first()
    mine = [one for one in found.entries if one.ai_model_id == ai_model.pk and one.kind != "risk"]
    return ModelPage(
        ai_model=ai_model,
        applies=applies(known, on),
        after_placing=counted.why_confirmed(found),
        six_months=found.start[1],
        clocks=[one for one in all_clocks if one.deadline.met_at is None],
        done=[one for one in all_clocks if one.deadline.met_at is not None],
        entries=mine[::-1],
        exceptions=[Tested(one, answer) for one, answer in found.exceptions()],
        references=[
            Tested(one, references.safe_reference(found.references[one.pk]))
            for one in found.of("reference")
        ],
        delays=[
            Tested(one, model_reports.delay(counted.delayed(one, found), *counted.known())[1])
            for one in found.of("delay")
        ],
        each_risk=references.for_each(found.risks, found.comparisons),
        report=report,
        lacks=lacking.of_report(report.content, found) if report else (),
    )


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk of the register; ``entry`` is None for a specified one without an assessment."""

    name: str
    is_specified: bool
    entry: Entry | None
    number: int


def register(ai_model: AIModel, actor: Actor) -> list[RiskLine]:
    """List the four specified risks, always, and the provider's own after them."""
    rows = Entry.objects.visible_to(actor).filter(ai_model=ai_model, kind="risk").current()
    by_name = {one.slot: one for one in rows}
    names = [(name, True) for name in SPECIFIED.values()]
    taken = {name.casefold() for name, _ in names}
    own = sorted(one.value["name"] for slot, one in by_name.items() if slot not in taken)
    return [
        RiskLine(name, is_specified, by_name.get(name.casefold()), number)
        for number, (name, is_specified) in enumerate(
            [*names, *((name, False) for name in own)], start=1
        )
    ]


def _said(item: Item, value: Any) -> list[str]:
    """Say the value of one item; choices in the reader's language, what people wrote as it is."""
    if item.kind in (Kind.CHOICE, Kind.CHOICES):
        chosen = value if isinstance(value, list) else [value]
        return [", ".join(_(item.options[one]) if one in item.options else one for one in chosen)]
    return shown.words(item, value)


def said(entry: Entry) -> list[tuple[str, list[str]]]:
    """Say an entry item by item, in words; an item without a value is not recorded."""
    kind: EntryKind = KINDS[entry.kind]
    return [
        (_(item.label), _said(item, entry.value[item.key]) if item.key in entry.value else [])
        for item in kind.items
    ]


def chain(entry: Entry) -> list[Entry]:
    """Give what an entry replaced, the newest first."""
    found, before = [], entry.supersedes
    while before is not None:
        found.append(before)
        before = before.supersedes
    return found


def versions(actor: Actor, provider: Provider, kinds: Sequence[str]) -> QuerySet[DocumentVersion]:
    """Give the frozen versions that an entry may be about, the newest first."""
    rows: QuerySet[DocumentVersion] = DocumentVersion.objects.visible_to(actor)
    rows = rows.filter(provider=provider, document__kind__in=kinds)
    return rows.select_related("document__ai_model", "document__provider").order_by("-made_at")


def initial(entry: Entry) -> dict[str, Any]:
    """Give a form what an entry says, to correct it."""
    return {"on": entry.on, "version": entry.version_id, "about": entry.about_id, **entry.value}
