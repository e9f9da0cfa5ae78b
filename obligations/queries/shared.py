"""What one provider shared with the AI Office, by kind; rooms add theirs when the product starts.

The core knows no room: each says here which rows were shared, since when, and how a row reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.law.workflow import AnswerState
from obligations.models import Assessment
from obligations.phrasebook.shown import phrase
from obligations.queries import remarks, submissions
from obligations.queries.search import shares, sources
from obligations.words import word
from providers.actors import Actor
from providers.models import Provider

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that was shared: its name, what is said of it, and the path of its page."""

    title: str
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    ``rows`` gives what the actor may read, of all providers; ``shared_at`` names the column that
    says since when; ``page`` names the address of the whole list, which takes ``provider`` and,
    where it lists more than this kind, ``query``. ``key`` names the kind in search, which looks
    into ``fields``; what is shared is found. ``title`` is the field that keeps a title of the
    catalogue, where one does.
    """

    name: StrOrPromise
    icon: str
    place: int
    rows: Callable[[Actor], QuerySet[Any]]
    shared_at: str
    as_thing: Callable[[Any], Thing]
    page: str
    key: str
    fields: Sequence[str]
    query: tuple[tuple[str, str], ...] = ()
    title: str = ""

    def list_of(self, provider: Provider | None = None) -> str:
        """Give the path of the whole list, or of what one provider shared."""
        of_provider = () if provider is None else (("provider", str(provider.pk)),)
        asked = urlencode((*self.query, *of_provider))
        return f"{reverse(self.page)}?{asked}" if asked else reverse(self.page)


@dataclass(frozen=True, slots=True)
class Shared:
    """One kind as a provider shared it: how much, how much of it is new, and the latest."""

    kind: Kind
    count: int
    new: int
    latest: Sequence[tuple[Thing, datetime, bool]]
    path: str


@dataclass(frozen=True, slots=True)
class News:
    """How much of one kind is new, and the path of the page where it stands."""

    kind: Kind
    new: int
    path: str


KINDS: list[Kind] = []


def register(*kinds: Kind) -> None:
    """Add kinds; asked for once, when an app is ready."""
    KINDS.extend(kinds)
    KINDS.sort(key=lambda one: (one.place, one.name))
    sources.register(*map(shares.source, kinds))


def by_provider(actor: Actor, provider: Provider, *, since: datetime | None) -> list[Shared]:
    """Gather what a provider shared, in two queries for each kind that has something.

    New is what was shared after ``since``; on a first visit nothing is marked as new.
    """
    found = [_shared(kind, actor, provider, since) for kind in KINDS]
    return [one for one in found if one.count]


def news(actor: Actor, *, since: datetime | None) -> Mapping[UUID, Sequence[News]]:
    """Count for each provider what it shared after ``since``, by kind, in one query for each kind.

    Every number leads to its kind on the provider's page, counted there from the same instant. On a
    first visit nothing is new, and nothing is asked.
    """
    if since is None:
        return {}
    found: dict[UUID, list[News]] = {}
    asked = urlencode({"since": since.isoformat()})
    for kind in KINDS:
        rows = kind.rows(actor).filter(**{f"{kind.shared_at}__gt": since}).order_by()
        for provider, new in (
            rows.values("provider").annotate(new=Count("pk")).values_list("provider", "new")
        ):
            page = reverse("office-provider", args=[provider])
            path = f"{page}?{asked}#kind-{kind.place}"
            found.setdefault(provider, []).append(News(kind, new, path))
    return found


def totals(of_providers: Iterable[Sequence[News]]) -> list[News]:
    """Add what is new up over all providers; each number leads to the list of its kind."""
    counted: Counter[str] = Counter()
    for one in (one for news in of_providers for one in news):
        counted[one.kind.key] += one.new
    return [News(one, counted[one.key], one.list_of()) for one in KINDS if one.key in counted]


def _shared(kind: Kind, actor: Actor, provider: Provider, since: datetime | None) -> Shared:
    rows = kind.rows(actor).filter(provider=provider)
    is_new = Q(**{f"{kind.shared_at}__gt": since}) if since else Q(pk__in=[])
    counted = rows.order_by().aggregate(all=Count("pk"), new=Count("pk", filter=is_new))
    latest = rows.order_by(f"-{kind.shared_at}", "-pk")[:SHOWN] if counted["all"] else ()
    return Shared(
        kind=kind,
        count=counted["all"],
        new=counted["new"],
        latest=[_with_instant(kind, row, since) for row in latest],
        path=kind.list_of(provider),
    )


def _with_instant(kind: Kind, row: Any, since: datetime | None) -> tuple[Thing, datetime, bool]:
    at: datetime = getattr(row, kind.shared_at)
    return kind.as_thing(row), at, since is not None and at > since


def _submission(row: Assessment) -> Thing:
    subject = row.duty.ai_model or _("the provider itself")
    status = word("assessment", row.status).text
    about = _("{cite} · {subject} · number {number} · {status}").format(
        cite=phrase(row.ruling["cite"]), subject=subject, number=row.number, status=status
    )
    return Thing(phrase(row.ruling["title"]), about, reverse("office-submission", args=[row.pk]))


def _answer(row: Any) -> Thing:
    subject = row.ai_model or _("the provider itself")
    is_late = row.done_on > row.due_on
    state = word("answer", AnswerState.ANSWERED_LATE if is_late else AnswerState.ANSWERED)
    path = remarks.office_path(row.submission)
    return Thing(phrase(row.matter_title), f"{subject} · {state.text}", path)


def ready() -> None:
    """Add the kinds of the core."""
    register(
        Kind(
            gettext_lazy("Submissions"),
            "stamp",
            10,
            submissions.submitted,
            "submitted_at",
            _submission,
            "office-submissions",
            "submissions",
            ("duty__obligation__title", "duty__cite", "duty__ai_model__name", "provider__name"),
            title="duty__obligation__title",
        ),
        Kind(
            gettext_lazy("Answers to observations"),
            "speech",
            11,
            remarks.answered,
            "met_at",
            _answer,
            "office-submissions",
            "remark-answers",
            ("matter_title", "ai_model__name", "provider__name"),
            query=(("answer", AnswerState.ANSWERED),),
            title="matter_title",
        ),
    )
