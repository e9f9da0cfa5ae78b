"""Describe crawlers: a new version supersedes the one before, and the past is not rewritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Crawler, CrawlerVersion
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.services import particulars
from obligations.law import crawl_periods
from obligations.law.deadlines import brussels_day
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is said about a crawler; empty text means that nothing is said."""

    holds_from: date
    user_agent: str
    http_user_agent: str = ""
    operator: str
    operated_by: str = ""
    purpose: str
    robots_txt: str
    other_protocols: str = ""
    piracy_lists: str = ""
    piracy_list_on: date | None = None
    lawful_access: str = ""
    addresses: Sequence[str] = ()
    verification_page: str = ""
    periods: Sequence[str]
    trained: Sequence[AIModel] = ()
    names_models: bool = False


def register(
    *, provider: Provider, name: str, description: Description, by: Actor, now: datetime
) -> Crawler:
    """Register a crawler with the first version of its description.

    Raises InvalidInput naming every field at fault, a name that is taken included.
    """
    check_write(by, provider)
    problems: list[InvalidInput] = []
    try:
        named = texts.name(name, field="name")
    except InvalidInput as problem:
        named, problems = "", [problem]
    clean = _clean(provider, description, now, problems)
    crawler = Crawler(
        provider=provider,
        name=named,
        latest_number=1,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    try:
        with audit.change(action="crawler.registered", about=crawler, by=by, at=now) as event:
            crawler.save(force_insert=True)
            version = _version(crawler, 1, clean, changes="", corrects="", by=by, now=now)
            event.detail = _detail(version)
    except IntegrityError as error:
        if "a_provider_names_a_crawler_once" not in str(error):
            raise
        raise InvalidInput(_("There is a crawler of this name already."), field="name") from error
    return crawler


def describe(
    *,
    crawler: Crawler,
    description: Description,
    changes: str,
    corrects: str = "",
    after: int,
    by: Actor,
    now: datetime,
) -> CrawlerVersion:
    """Say anew what a crawler is and does; ``after`` is the version its author has seen.

    Where the new statement contradicts the periods of the one before, ``corrects`` must say why:
    a fact of the past is not edited in silence.
    """
    check_write(by, crawler.provider)
    problems: list[InvalidInput] = []
    told = reason = ""
    try:
        told = texts.prose(changes, field="changes")
        reason = texts.prose(corrects, field="corrects")
    except InvalidInput as problem:
        problems.append(problem)
    if not told and not problems:
        asked = _("Say what changed; readers of the feed are told so.")
        problems.append(InvalidInput(asked, field="changes"))
    clean = _clean(crawler.provider, description, now, problems)
    with audit.change(action="crawler.described", about=crawler, by=by, at=now) as event:
        mine = Crawler.objects.filter(pk=crawler.pk, latest_number=after)
        if not mine.update(latest_number=after + 1):
            raise NotAllowedNow(
                _("Someone described this crawler after you opened it. Look again.")
            )
        _check_past(crawler, after, clean, reason)
        version = _version(crawler, after + 1, clean, changes=told, corrects=reason, by=by, now=now)
        event.detail = _detail(version)
    crawler.latest_number = after + 1
    return version


def _check_past(crawler: Crawler, after: int, clean: Mapping[str, Any], reason: str) -> None:
    before = CrawlerVersion.objects.get(crawler=crawler, number=after)
    if clean["holds_from"] < before.holds_from:
        told = _(
            "The version before holds from {holds_from}; a later one cannot hold earlier."
        ).format(holds_from=before.holds_from)
        raise InvalidInput(told, field="holds_from")
    lost = crawl_periods.rewritten(
        [crawl_periods.read(one) for one in before.periods],
        [crawl_periods.read(one) for one in clean["periods"]],
    )
    if lost and not reason:
        named = ", ".join(str(one) for one in lost)
        told = _("It was stated before: {named}. Say why that was wrong, or keep it.").format(
            named=named
        )
        raise InvalidInput(told, field="corrects")


def _clean(
    provider: Provider, given: Description, now: datetime, problems: list[InvalidInput]
) -> dict[str, Any]:
    found = particulars.clean(given, today=brussels_day(now), problems=problems)
    foreign = [one for one in given.trained if one.provider_id != provider.pk]
    if foreign:
        problems.append(InvalidInput(_("Name models of this provider."), field="trained"))
    if problems:
        raise InvalidInput.of_all(problems)
    found["trained"] = [{"id": str(one.pk), "name": one.name} for one in given.trained]
    found["names_models"] = given.names_models
    return found


def _version(
    crawler: Crawler,
    number: int,
    clean: Mapping[str, Any],
    *,
    changes: str,
    corrects: str,
    by: Actor,
    now: datetime,
) -> CrawlerVersion:
    return CrawlerVersion.objects.create(
        provider=crawler.provider,
        crawler=crawler,
        number=number,
        changes=changes,
        corrects=corrects,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **clean,
    )


def _detail(version: CrawlerVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "holds_from": version.holds_from,
        "periods": list(version.periods),
        "corrects": version.corrects,
    }
