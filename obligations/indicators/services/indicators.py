"""Define an indicator, define it anew, and end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue
from obligations.indicators.models import Definition, Direction, Every, Indicator
from obligations.indicators.permissions import check_measure
from obligations.indicators.services import numbers
from obligations.indicators.suggestions import suggestions
from obligations.law.deadlines import brussels_day
from obligations.law.terms import Kind
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit, revisions

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """What a definition says; numbers come as text, as people and programs write them."""

    name: str
    meaning: str
    unit: str
    direction: str
    source: str
    target_low: str | None = None
    target_high: str | None = None
    every: int | None = None
    every_unit: str = ""
    responsible: str = ""


def define(
    *,
    provider: Provider,
    ai_model: AIModel | None = None,
    measure: str,
    defined: Defined,
    suggestion: str = "",
    by: Actor,
    now: datetime,
) -> Indicator:
    """Define an indicator of a measure of the Code, for one model or the whole provider.

    Raises InvalidInput naming every field at fault.
    """
    check_measure(by, provider)
    if measure not in measures(brussels_day(now)):
        raise InvalidInput(_("There is no such measure in the Code."), field="measure")
    if ai_model is not None and ai_model.provider_id != provider.pk:
        raise InvalidInput(_("There is no such model."), field="model")
    if suggestion and suggestion not in suggestions():
        raise InvalidInput(_("There is no such suggestion."), field="suggestion")
    values = _checked(defined)
    indicator = Indicator(
        provider=provider,
        ai_model=ai_model,
        measure=measure,
        suggestion=suggestion,
        created_at=now,
    )
    with audit.change(action="indicator.defined", about=indicator, by=by, at=now) as event:
        indicator.save(force_insert=True)
        _add(indicator, {**values, "number": 1}, by, now)
        event.detail = {"measure": measure, "name": values["name"]}
    return indicator


def redefine(
    *,
    indicator: Indicator,
    defined: Defined,
    reason: str,
    revision: int,
    by: Actor,
    now: datetime,
) -> Definition:
    """Define an indicator anew, with the reason; readings keep the definition they were taken by.

    Raises InvalidInput, NotAllowedNow where it has ended, and Conflict where somebody was faster.
    """
    check_measure(by, indicator.provider)
    said = text.prose(reason, field="reason")
    if not said:
        raise InvalidInput(_("Say why it is defined anew."), field="reason")
    values = _checked(defined)
    with audit.change(action="indicator.redefined", about=indicator, by=by, at=now) as event:
        revisions.claim(indicator, revision=revision)
        _check_open(indicator)
        number = Definition.objects.filter(indicator=indicator).count() + 1
        definition = _add(indicator, {**values, "number": number, "reason": said}, by, now)
        event.detail = {"number": number, "reason": said}
    return definition


def end(*, indicator: Indicator, because: str, revision: int, by: Actor, now: datetime) -> None:
    """Read an indicator no longer, with the reason; its readings stay."""
    check_measure(by, indicator.provider)
    said = text.prose(because, field="because")
    if not said:
        raise InvalidInput(_("Say why it is read no longer."), field="because")
    with audit.change(
        action="indicator.ended", about=indicator, by=by, at=now, detail={"because": said}
    ):
        _check_open(indicator)
        revisions.claim(
            indicator, revision=revision, ended_on=brussels_day(now), ended_because=said
        )


def measures(on: date) -> Mapping[str, str]:
    """Give the measures of the Code in force on a day: key and title."""
    return {entry.key: entry.title for entry in catalogue().as_of(on) if entry.kind is Kind.MEASURE}


def _add(indicator: Indicator, values: Mapping[str, Any], by: Actor, now: datetime) -> Definition:
    return Definition.objects.create(
        provider=indicator.provider,
        indicator=indicator,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **values,
    )


def _check_open(indicator: Indicator) -> None:
    indicator.refresh_from_db(fields=["ended_on"])
    if indicator.ended_on is not None:
        raise NotAllowedNow(
            _("This indicator ended on {ended_on}.").format(ended_on=indicator.ended_on)
        )


def _checked(defined: Defined) -> dict[str, Any]:
    problems: list[InvalidInput] = []
    values = {one.name: getattr(defined, one.name) for one in fields(defined)}
    for field, limit in (("name", 200), ("unit", 40)):
        values[field] = _try(problems, text.name, values[field], field=field, limit=limit)
    for field in ("meaning", "source"):
        values[field] = _try(problems, text.prose, values[field], field=field)
        if values[field] == "":
            problems.append(InvalidInput(_("Say it in a sentence."), field=field))
    values["responsible"] = _try(
        problems, text.prose, values["responsible"], field="responsible", limit=200
    )
    for field in ("target_low", "target_high"):
        given = values[field]
        values[field] = (
            _try(problems, numbers.read, given, field=field) if given not in (None, "") else None
        )
    problems += _wrong_target(values) if not problems else []
    problems += _wrong_frequency(values)
    if problems:
        raise InvalidInput.of_all(problems)
    return values


def _try(problems: list[InvalidInput], check: Any, value: Any, **named: Any) -> Any:
    try:
        return check(value, **named)
    except InvalidInput as problem:
        problems.append(problem)
        return None


def _wrong_target(values: Mapping[str, Any]) -> list[InvalidInput]:
    low: Decimal | None = values["target_low"]
    high: Decimal | None = values["target_high"]
    match values["direction"]:
        case Direction.UP if low is None or high is not None:
            return [InvalidInput(_("Give the least value, and no greatest."), field="target_low")]
        case Direction.DOWN if high is None or low is not None:
            return [InvalidInput(_("Give the greatest value, and no least."), field="target_high")]
        case Direction.RANGE if low is None or high is None or low > high:
            return [InvalidInput(_("Give a least and a greatest value."), field="target_high")]
        case Direction.NONE if low is not None or high is not None:
            return [InvalidInput(_("Without a target there are no values."), field="direction")]
        case known if known in Direction.values:
            return []
    return [
        InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(Direction.values)),
            field="direction",
        )
    ]


def _wrong_frequency(values: Mapping[str, Any]) -> list[InvalidInput]:
    every, unit = values["every"], values["every_unit"]
    if every is None and not unit:
        return []
    if isinstance(every, bool) or not isinstance(every, int) or not 1 <= every <= MOST:
        return [InvalidInput(_("Give a number from 1 to {most}.").format(most=MOST), field="every")]
    if unit not in Every.values:
        return [
            InvalidInput(
                _("Choose one of: {names}.").format(names=", ".join(Every.values)),
                field="every_unit",
            )
        ]
    return []
