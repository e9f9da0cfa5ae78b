"""What is said about a crawler, checked word by word."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from obligations.copyright_desk.models.crawlers import Operator
from obligations.law import crawl_periods, robots
from obligations.law.crawl_periods import Month
from obligations.services import contents
from providers import text as texts
from providers.errors import InvalidInput

if TYPE_CHECKING:
    from obligations.copyright_desk.services.crawlers import Description

EARLIEST = date(1994, 1, 1)
MOST_ADDRESSES = 500
MOST_PERIODS = 100
PROSE = ("purpose", "robots_txt", "other_protocols", "piracy_lists", "lawful_access")
NEEDED = ("purpose", "robots_txt")


def clean(given: Description, *, today: date, problems: list[InvalidInput]) -> dict[str, Any]:
    """Bring a description into one spelling; what is wrong is added to ``problems``."""
    found: dict[str, Any] = {"holds_from": given.holds_from, "operator": given.operator}

    def take(field: str, read: Callable[[], Any]) -> None:
        try:
            found[field] = read()
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))

    for field in PROSE:
        take(field, partial(_prose, getattr(given, field), field))
    take("user_agent", lambda: _token(given.user_agent))
    take("http_user_agent", lambda: _one_line(given.http_user_agent))
    take("operated_by", lambda: _operated_by(given))
    take("addresses", lambda: [*_networks(given)])
    take("verification_page", lambda: _page(given.verification_page))
    take("periods", lambda: _periods(given, today))
    take("piracy_list_on", lambda: _past(given.piracy_list_on, today))
    take("holds_from", lambda: _past(given.holds_from, today))
    if given.operator not in Operator.values:
        problems.append(InvalidInput(_("It is own or commissioned."), field="operator"))
    return found


def _prose(value: str, field: str) -> str:
    words = texts.prose(value, field=field)
    if not words and field in NEEDED:
        raise InvalidInput(_("Say it in a sentence: rightsholders are to be told."), field=field)
    return words


def _token(value: str) -> str:
    """Take the product token that site owners write into robots.txt (RFC 9309, section 2.2.1)."""
    token = texts.name(value, field="user_agent", limit=100)
    if not robots.is_usable(token):
        raise InvalidInput(
            _(
                "Give the token alone, such as ExampleBot: letters, digits, “_”, “-” and “.”; the "
                "whole HTTP header has a field of its own."
            )
        )
    return token


def _one_line(value: str) -> str:
    return texts.name(value, field="http_user_agent", limit=300) if value.strip() else ""


def _operated_by(given: Description) -> str:
    if given.operator != Operator.COMMISSIONED:
        if given.operated_by.strip():
            raise InvalidInput(_("A crawler of one's own is run by nobody else."))
        return ""
    return texts.name(given.operated_by, field="operated_by")


def _networks(given: Description) -> list[str]:
    if len(given.addresses) > MOST_ADDRESSES:
        raise InvalidInput(
            _("At most {most_addresses} ranges; give a page that lists them.").format(
                most_addresses=MOST_ADDRESSES
            )
        )
    found = []
    for one in given.addresses:
        try:
            found.append(str(ipaddress.ip_network(str(one).strip())))
        except ValueError:
            told = _("“{one}” is no range of addresses such as 192.0.2.0/24.").format(
                one=str(one)[:50]
            )
            raise InvalidInput(told) from None
    return found


def _page(url: str) -> str:
    return contents.of_url(url).url if url.strip() else ""


def _periods(given: Description, today: date) -> list[str]:
    if len(given.periods) > MOST_PERIODS:
        raise InvalidInput(_("At most {most_periods} periods.").format(most_periods=MOST_PERIODS))
    try:
        read = [crawl_periods.read(str(line)) for line in given.periods]
        ordered = crawl_periods.check(read, today=Month(today.year, today.month))
    except ValueError as error:
        raise InvalidInput(str(error)) from None
    return [str(one) for one in ordered]


def _past(day: date | None, today: date) -> date | None:
    if day is not None and not EARLIEST <= day <= today:
        raise InvalidInput(_("Give a day that has come."))
    return day
