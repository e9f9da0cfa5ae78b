"""What people hear of ways to look at again, and of harmonised standards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from obligations.catalogue.records import Standard
from obligations.law.wording import long_date
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries import notices as people
from obligations.queries import standards
from obligations.routes.models import Cause, RouteReview
from obligations.routes.services.looks import Differences
from obligations.services import notices
from obligations.services.counting import counted
from providers.actors import Role
from providers.models import Provider

SHOWN = 8


def to_look_at(
    provider: Provider, made: Sequence[RouteReview], lapsed: Sequence[RouteReview], now: datetime
) -> None:
    """Tell the officers once, however many ways there are; those that lapsed are counted."""
    if not made and not lapsed:
        return
    fallen = sum(one.cause == Cause.CLOSED for one in made)
    titles = []
    if fallen:
        one = "the way of 1 duty no longer stands"
        titles.append(one if fallen == 1 else f"the ways of {fallen} duties no longer stand")
    if len(made) > fallen:
        resting = counted(len(made) - fallen, "way rests", "ways rest")
        titles.append(f"{resting} on a text that reads differently")
    if lapsed and not made:
        titles.append(f"{counted(len(lapsed), 'way needs', 'ways need')} no look any more")
    reasons = [f"{count}: {because}" for because, count in _reasons(made)]
    if lapsed:
        ways = counted(len(lapsed), "way", "ways")
        reasons.append(f"{ways} waiting for a look lapsed: the change of the text was taken back.")
    if made:
        reasons.append("Nothing was changed: choose another way, or confirm, for each.")
    title = "; ".join(titles)
    notices.queue(
        recipients=people.people(provider, Role.OFFICER),
        kind="way.fallen",
        key=f"ways:{provider.pk}:{now.isoformat()}",
        title=title[0].upper() + title[1:],
        text="\n".join(reasons),
        path="/ways/",
        provider=provider,
        now=now,
    )


def _reasons(made: Sequence[RouteReview]) -> list[tuple[str, int]]:
    return Counter(one.because for one in made).most_common(SHOWN)


def of_standards(provider: Provider, found: Differences, now: datetime) -> None:
    """Tell the officers of each standard that was published or withdrawn and covers a duty."""
    for one in found.published:
        affected = _affected(provider, one)
        if affected:
            since = f"published on {long_date(one.published_on)} ({one.cite})"
            _tell(
                provider,
                one,
                key=f"standard:{one.key}:{provider.pk}:published:{one.published_on}",
                title=f"A harmonised standard covers {counted(affected.total(), 'duty', 'duties')}",
                lines=[
                    f"“{one.title}”, {since}.",
                    _told(affected),
                    "It opens a further way; no way was changed.",
                ],
                now=now,
            )
    for one in _gone(found):
        affected = _affected(provider, one)
        if affected:
            _tell(
                provider,
                one,
                key=f"standard:{one.key}:{provider.pk}:withdrawn:{one.withdrawn_on}",
                title="A harmonised standard was withdrawn",
                lines=[
                    f"“{one.title}” ({one.cite}) no longer stands.",
                    _told(affected),
                    "What was shown by it waits to be looked at again; no way was changed.",
                ],
                now=now,
            )


def _gone(found: Differences) -> Iterable[Standard]:
    known = standards.latest().standards if found.withdrawn else ()
    return (one for one in known if one.key in found.withdrawn)


def _affected(provider: Provider, standard: Standard) -> Counter[str]:
    keys = [*standard.covers, *standard.covers_in_part]
    rows = Duty.objects.in_force().filter(provider=provider, key__in=keys)
    return Counter(rows.values_list("route", flat=True))


def _told(affected: Counter[str]) -> str:
    words = {
        Route.CODE.value: "by the Code",
        Route.HARMONISED_STANDARD.value: "by a standard",
        Route.OTHER_ADEQUATE_MEANS.value: "by other means",
        "": "no way chosen",
    }
    return (
        "Your duties it covers: "
        + ", ".join(f"{affected[route]} {said}" for route, said in words.items() if affected[route])
        + "."
    )


def _tell(
    provider: Provider,
    standard: Standard,
    *,
    key: str,
    title: str,
    lines: Sequence[str],
    now: datetime,
) -> None:
    notices.queue(
        recipients=people.people(provider, Role.OFFICER),
        kind="standard.changed",
        key=key,
        title=title,
        text="\n".join(lines),
        path=f"/ways/?standard={standard.key}",
        provider=provider,
        now=now,
    )
