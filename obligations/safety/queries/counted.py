"""The clocks that entries and facts run, as the law counts them."""

from __future__ import annotations

from datetime import date

from obligations.catalogue.loader import catalogue
from obligations.law import frameworks, model_reports, references
from obligations.law.frameworks import Notified, SafetyClock
from obligations.law.model_reports import Delayed
from obligations.law.periods import WorkingDays
from obligations.safety.models import Entry
from obligations.safety.queries.records import Records, as_day


def of_framework(found: Records) -> list[SafetyClock]:
    """Give the clocks of the Framework for one model: confirmation, and the first assessment."""
    if found.facts is None:
        return []
    clock, _ = frameworks.confirmation(_notified(found), *known())
    happened = found.placed_on if found.placed_on and found.placed_on <= found.on else None
    assessed = [one.on for one in found.of("assessment")]
    first = frameworks.assessments(happened, assessed, *known())[:1]
    return [*([clock] if clock else []), *first]


def why_confirmed(found: Records) -> str:
    """Say by when the Framework is confirmed for a model, or why no day can be counted."""
    return frameworks.confirmation(_notified(found), *known())[1]


def _notified(found: Records) -> Notified:
    confirmed = [one.on for one in found.of("confirmation", document="framework")]
    facts = found.facts
    return Notified(
        notified_on=facts.notification_submitted_on if facts else None,
        placed_on=found.placed_on,
        threshold_on=facts.threshold_known_on if facts else None,
        confirmed_on=min(confirmed, default=None),
    )


def of_reports(found: Records) -> list[SafetyClock]:
    """Give the clocks of a model's reports: before and at placing, and the six months."""
    clocks: list[SafetyClock] = []
    if found.placed_on is not None:
        clocks += model_reports.before_placing(found.placed_on, found.reports, *known())
    from_on, told = found.start
    if from_on is not None and not any(one.answer for _, one in found.exceptions()):
        clock = model_reports.six_months(from_on, told, found.most_capable, *known())
        clocks += [clock] if clock else []
    return clocks


def of_assessments(found: Records) -> list[SafetyClock]:
    """Give twelve months from each Framework assessment."""
    days = [one.on for one in found.of("assessment")]
    return frameworks.assessments(min(days), days, *known())[1:] if days else []


def of_access(found: Records) -> list[SafetyClock]:
    """Give six months from each check of access to parameters."""
    return frameworks.access_checks([one.on for one in found.of("access-check")], *known())


def of_entry(entry: Entry, found: Records) -> list[SafetyClock]:
    """Give the clock that one entry runs; most run none."""
    match entry.kind:
        case "confirmation":
            return _given(entry, found)
        case "change" if entry.value.get("undermines"):
            updated = as_day(entry.value.get("updated_on"))
            return [model_reports.change(entry.on, updated, *known())]
        case "finding":
            published = as_day(entry.value.get("published_on"))
            return [frameworks.publication(entry.on, published, *known())]
        case "reference-lost":
            return [references.replacement(entry.on, _answered(entry, found), *known())]
        case "delay":
            clock, _ = model_reports.delay(delayed(entry, found), *known())
            return [clock] if clock else []
    return []


def delayed(entry: Entry, found: Records) -> Delayed:
    """Read an entry about a permitted delay; an update was due five business days after.

    What is recorded as given to the AI Office counts where the entry itself says nothing.
    """
    due_on = entry.on
    if entry.value["event"] == "update":
        due_on = model_reports.update_given(entry.on, None, *known()).due.strict
    return Delayed(
        event_on=entry.on,
        due_on=due_on,
        good_faith=entry.value.get("good_faith"),
        interim_given_on=as_day(entry.value.get("interim_given_on"))
        or found.first_given("interim", entry.on),
        given_on=as_day(entry.value.get("given_on")) or found.first_given("whole", entry.on),
    )


def _given(entry: Entry, found: Records) -> list[SafetyClock]:
    provided = found.given_on(entry.version_id)
    if entry.ai_model_id is None:
        return [frameworks.given(entry.on, provided, *known())]
    numbers = [
        one.version.number
        for one in found.of("confirmation", document="model-report")
        if one.version is not None
    ]
    if entry.version is None or entry.version.number == min(numbers, default=0):
        # The first report is due by placing; the five business days are those of an update.
        return []
    return [model_reports.update_given(entry.on, provided, *known())]


def _answered(entry: Entry, found: Records) -> date | None:
    """Another safe reference answers the loss, and so does what the entry itself records."""
    days = [
        one.on
        for one in found.of("reference")
        if one.on >= entry.on
        and one.pk != entry.about_id
        and references.safe_reference(found.references[one.pk]).answer
    ]
    said = as_day(entry.value.get("answered_on"))
    return min([*days, *([said] if said else [])], default=None)


def known() -> tuple[frameworks.Clocks, WorkingDays]:
    """Give the catalogue's clocks and working days."""
    return catalogue().clocks, catalogue().working_days()
