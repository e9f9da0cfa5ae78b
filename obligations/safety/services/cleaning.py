"""Check what is given for an entry, item by item, and what its items say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.documents import answers
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Kind
from obligations.law.deadlines import brussels_day
from obligations.safety.kinds import KINDS, EntryKind
from obligations.safety.models import Entry
from obligations.safety.register import SPECIFIED
from providers import text
from providers.errors import InvalidInput, Problems
from providers.models import AIModel, Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EARLIEST = date(2024, 1, 1)
LATEST_AHEAD = timedelta(days=5 * 366)
SLOT_LIMIT = 120
NAMES = ("name", "risk", "evaluation")
MOST_SAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wants to record."""

    kind: EntryKind
    provider: Provider
    ai_model: AIModel | None
    version: DocumentVersion | None
    about: Entry | None
    on: date
    value: Mapping[str, Any]


def declared(kind: str) -> EntryKind:
    """Find a kind; InvalidInput for any other."""
    if kind not in KINDS:
        raise InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(KINDS)), field="kind"
        )
    return KINDS[kind]


def clean(given: Given, *, now: datetime) -> dict[str, Any]:
    """Return the items in their stored form; InvalidInput names every field at fault."""
    problems, found = Problems(), dict[str, Any]()
    for key in given.value:
        if given.kind.item(key) is None:
            with problems.gathered():
                raise InvalidInput(_("There is no such item here."), field=str(key)[:80])
    for item in given.kind.items:
        raw = given.value.get(item.key)
        if raw in (None, "", []):
            if not item.is_optional:
                with problems.gathered():
                    raise InvalidInput(_("This is needed."), field=item.key)
            continue
        with problems.gathered():
            if item.key in NAMES:
                found[item.key] = text.name(raw, field=item.key, limit=SLOT_LIMIT)
                continue
            answer = answers.checked(item, {"state": "filled", "value": _plain(item.kind, raw)})
            if answer is not None:
                found[item.key] = answer["value"]
    for check in (_check_on, _check_subject, _check_version, _check_about):
        with problems.gathered():
            check(given, now)
    problems.raise_any()
    if given.kind.key in _TOGETHER:
        _TOGETHER[given.kind.key](found, given)
    return found


def model_of(given: Given) -> AIModel | None:
    """Say whom the entry is about; a version says it itself."""
    return given.version.document.ai_model if given.version is not None else given.ai_model


def slot(kind: EntryKind, value: Mapping[str, Any]) -> str:
    """Name the chain of an entry; empty where entries of its kind stand side by side."""
    if not kind.slot:
        return ""
    return "*" if kind.slot == "*" else str(value[kind.slot]).casefold()


def _plain(kind: Kind, raw: Any) -> Any:
    return raw.isoformat() if kind is Kind.DAY and isinstance(raw, date) else raw


def _check_on(given: Given, now: datetime) -> None:
    today = brussels_day(now)
    latest = today + LATEST_AHEAD if given.kind.may_lie_ahead else today
    if not isinstance(given.on, date) or not EARLIEST <= given.on <= latest:
        message = _("Give a day from {earliest} to {latest}.").format(
            earliest=EARLIEST, latest=latest
        )
        raise InvalidInput(message, field="on")


def _check_subject(given: Given, now: datetime) -> None:
    if given.ai_model is not None and given.ai_model.provider_id != given.provider.pk:
        raise InvalidInput(_("There is no such model."), field="model")
    if given.version is not None:
        return
    if given.kind.subject == "model" and given.ai_model is None:
        raise InvalidInput(_("Name the model."), field="model")
    if given.kind.subject == "provider" and given.ai_model is not None:
        raise InvalidInput(_("This is about the provider, not about a model."), field="model")


def _check_version(given: Given, now: datetime) -> None:
    if not given.kind.documents:
        if given.version is not None:
            raise InvalidInput(_("This is not about a version of a document."), field="version")
        return
    if given.version is None:
        raise InvalidInput(_("Choose the version."), field="version")
    document = given.version.document
    if given.version.provider_id != given.provider.pk or document.kind not in given.kind.documents:
        raise InvalidInput(_("There is no such version."), field="version")
    if given.ai_model is not None and document.ai_model_id != given.ai_model.pk:
        raise InvalidInput(_("This version is about something else."), field="version")
    if isinstance(given.on, date) and given.on < brussels_day(given.version.made_at):
        made = brussels_day(given.version.made_at)
        raise InvalidInput(_("This version was made only on {made}.").format(made=made), field="on")


def _check_about(given: Given, now: datetime) -> None:
    if not given.kind.about:
        if given.about is not None:
            raise InvalidInput(_("This answers no other entry."), field="about")
        return
    about = given.about
    if about is None:
        raise InvalidInput(_("Choose the reference model."), field="about")
    same = about.provider_id == given.provider.pk and about.kind == given.kind.about
    if not same or given.ai_model is None or about.ai_model_id != given.ai_model.pk:
        raise InvalidInput(_("There is no such reference model."), field="about")


def _provision(found: dict[str, Any], given: Given) -> None:
    if found["redactions"] == "national-security" and not found.get("redaction_law"):
        raise InvalidInput(_("Name the national security law."), field="redaction_law")
    is_report = given.version is not None and given.version.document.kind == "model-report"
    if found["extent"] == "interim" and not is_report:
        raise InvalidInput(_("Only a Model Report has an interim form."), field="extent")


def _exception(found: dict[str, Any], given: Given) -> None:
    if found["which"] == "successor" and not found.get("successor_on"):
        raise InvalidInput(
            _("Give the planned day of the more capable model."), field="successor_on"
        )


def _samples_request(found: dict[str, Any], given: Given) -> None:
    if not found["count"].isdecimal() or not 0 < int(found["count"]) <= MOST_SAMPLES:
        message = _("Write a whole number from 1 to {most_samples}.").format(
            most_samples=f"{MOST_SAMPLES:,}"
        )
        raise InvalidInput(message, field="count")
    _ordered("due_on", _("The day set comes after the day on which it was asked."))(found, given)


def _ordered(name: str, message: StrOrPromise) -> Callable[[dict[str, Any], Given], None]:
    def check(found: dict[str, Any], given: Given) -> None:
        if found.get(name) and date.fromisoformat(found[name]) < given.on:
            raise InvalidInput(str(message), field=name)

    return check


def _risk(found: dict[str, Any], given: Given) -> None:
    problems = Problems()
    for when in ("before", "after"):
        has = [name for name in ("probability", "severity") if found.get(f"{name}_{when}")]
        if len(has) == 1:
            missing = {"probability", "severity"} - set(has)
            with problems.gathered():
                message = _("An estimate has a probability and a severity.")
                raise InvalidInput(message, field=f"{missing.pop()}_{when}")
    with problems.gathered():
        if any(found.get(f"probability_{when}") for when in ("before", "after")):
            _need(found, "scale", _("Say what the steps of the scales mean."))
    with problems.gathered():
        if found.get("other_criteria") and found["name"] in SPECIFIED.values():
            message = _(
                "A specified risk has tiers; other criteria are for other risks (Measure 4.1)."
            )
            raise InvalidInput(message, field="other_criteria")
    if found.get("decision") in ("acceptable", "not-acceptable"):
        _check_decided(found, problems)
    problems.raise_any()


def _check_decided(found: dict[str, Any], problems: Problems) -> None:
    for name in ("decided_by", "decision_because", "criterion", "margin"):
        with problems.gathered():
            _need(found, name, _("A decision needs this (Measures 4.1 and 4.2)."))
    with problems.gathered():
        if not found.get("other_criteria"):
            _need(found, "tiers_ahead", _("At least one tier is not reached yet (Measure 4.1)."))


def _need(found: dict[str, Any], name: str, message: str) -> None:
    if not found.get(name):
        raise InvalidInput(message, field=name)


_TOGETHER: Mapping[str, Callable[[dict[str, Any], Given], None]] = {
    "provision": _provision,
    "exception": _exception,
    "samples-request": _samples_request,
    "risk": _risk,
    "grounds": _ordered("answered_on", gettext_lazy("Nobody answers what is not known yet.")),
    "finding": _ordered(
        "published_on", gettext_lazy("It cannot be published before you knew of it.")
    ),
    "reference-lost": _ordered("answered_on", gettext_lazy("The answer comes after the loss.")),
}
