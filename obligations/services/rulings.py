"""Rulings for a provider and its models, on the facts recorded and the text of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Edition, Place
from obligations.law import applicability
from obligations.law.deadlines import brussels_day
from obligations.law.facts import ModelFacts
from obligations.law.periods import WorkingDays
from obligations.law.terms import Entry, Ruling, Subject
from obligations.queries import catalogue as rows
from obligations.queries import facts
from obligations.services import catalogue as catalogue_rows
from obligations.services.catalogue import EditionEdited
from providers.models import AIModel, Provider

Key = tuple[UUID | None, str]
NOTHING: Mapping[Place, bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """The catalogue of one day as far as it can bind: entries with a rule, by what they bind.

    ``obligations`` names the row of each entry.
    """

    on: date
    of_models: tuple[Entry, ...]
    of_provider: tuple[Entry, ...]
    obligations: Mapping[str, int]
    working_days: WorkingDays


def text(
    now: datetime,
    provider: Provider | None = None,
    *,
    on: date | None = None,
    assume: Mapping[Place, bool] = NOTHING,
) -> Text:
    """Read the text a provider's duties follow today, or on another day.

    Without a provider this is the text in use for the installation. ``assume`` says of editions
    whether to take them as in use, for a look at what another text would bring. An edition never
    taken over is taken over first. Raises EditionEdited where a data file has entries that its
    edition had not.
    """
    on = on or brussels_day(now)
    known = rows.known(on, provider)
    if any(_has_rules(one) and one.place not in known for one in catalogue().editions_on(on)):
        catalogue_rows.add_missing(now=now)
        known = rows.known(on, provider)
    held = {place for place, one in known.items() if not assume.get(place, one.is_in_use)}
    editions = catalogue().editions_on(on, held)
    ruled = [entry for edition in editions for entry in edition.entries if entry.rule]
    obligations: dict[str, int] = {}
    for edition in editions:
        obligations |= known[edition.place].rows if edition.place in known else {}
    if missing := {entry.key for entry in ruled} - obligations.keys():
        raise EditionEdited(
            f"The data files have entries that the database has not: {', '.join(sorted(missing))}. "
            'Run "manage.py sync_catalogue".'
        )
    return Text(
        on=on,
        of_models=tuple(entry for entry in ruled if entry.subject is Subject.MODEL),
        of_provider=tuple(entry for entry in ruled if entry.subject is Subject.PROVIDER),
        obligations=obligations,
        working_days=catalogue().working_days(),
    )


def _has_rules(edition: Edition) -> bool:
    return any(entry.rule for entry in edition.entries)


def gather(
    provider: Provider,
    ai_model: AIModel | None,
    text: Text,
    passed: Callable[[int], object] = lambda _: None,
) -> dict[Key, Ruling]:
    """Rule on one model (None: on all of them), and on the provider as a whole.

    What binds the provider follows from all its models, so that they are all looked at each time.
    ``passed`` hears after every twenty-five models how many are done.
    """
    known = facts.of_models(provider, on=text.on)
    subjects = known if ai_model is None else {ai_model.pk: known[ai_model.pk]}
    found: dict[Key, Ruling] = {}
    for number, (pk, of_model) in enumerate(subjects.items()):
        if number and number % 25 == 0:
            passed(number)
        for ruling in _rule(text.of_models, of_model, text):
            found[pk, ruling.key] = ruling
    for ruling in _of_provider(known, _names(provider), text):
        found[None, ruling.key] = ruling
    return found


def _rule(entries: Sequence[Entry], of_model: ModelFacts, text: Text) -> tuple[Ruling, ...]:
    return applicability.rulings(entries, of_model, text.on, text.working_days)


def _names(provider: Provider) -> dict[UUID, str]:
    return dict(AIModel.objects.filter(provider=provider).values_list("pk", "name"))


def _of_provider(
    known: Mapping[UUID, ModelFacts], names: Mapping[UUID, str], text: Text
) -> Iterator[Ruling]:
    by_key: dict[str, list[tuple[str, Ruling]]] = defaultdict(list)
    for pk, of_model in known.items():
        for ruling in _rule(text.of_provider, of_model, text):
            by_key[ruling.key].append((names[pk], ruling))
    return (combined(cases) for cases in by_key.values())


def combined(cases: Sequence[tuple[str, Ruling]]) -> Ruling:
    """Rule on a provider as a whole out of what each of its models alone would bring.

    ``cases`` are the names of the models with their rulings; the reason names the model that
    decides, and counts the others that agree.
    """
    joined = applicability.over_models([ruling for _, ruling in cases])
    if joined.owed is False:
        return joined
    name = next(name for name, ruling in cases if ruling is joined)
    agreeing = sum(ruling.owed is joined.owed for _, ruling in cases) - 1
    told = [f"{name}: {joined.because}"]
    if agreeing:
        told.append(f"The same holds for {agreeing} more of the provider's models.")
    return replace(joined, because=" ".join(told))
