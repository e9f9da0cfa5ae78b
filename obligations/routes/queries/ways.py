"""Ways of duties: how each is demonstrated, what its gap analysis says, what waits; who signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Precision, Signatory, SignatorySnapshot, Standard
from obligations.law.terms import Chapter
from obligations.law.ways import Tally, tally
from obligations.law.wording import listed
from obligations.models import Duty, Obligation
from obligations.queries import facts
from obligations.queries.routes import NAMES
from obligations.routes.models import GapAnalysis, RouteReview
from providers import reader, written
from providers.actors import Actor
from providers.models import AuditEvent, Provider


@dataclass(frozen=True, slots=True)
class Shown:
    """One duty in the overview, with the count of its latest gap analysis."""

    duty: Duty
    tally: Tally | None


def duties(provider: Provider, actor: Actor, standard: Standard | None = None) -> QuerySet[Duty]:
    """Give the duties of the Act for which a way is chosen, or could be.

    With ``standard``, these are the ones it covers, whole or in part.
    """
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).in_force().filter(provider=provider)
    if standard is not None:
        rows = rows.filter(key__in=[*standard.covers, *standard.covers_in_part])
    else:
        rows = rows.filter(key__startswith="aia-").exclude(obligation__measures=[], route="")
    return rows.select_related("obligation", "ai_model").order_by("key", "ai_model__name", "pk")


def shown(rows: Sequence[Duty]) -> list[Shown]:
    """Add the latest gap analysis of each duty, in one query."""
    newest = GapAnalysis.objects.filter(duty__in=rows).order_by("duty", "-number").distinct("duty")
    found = {one.duty_id: tally(line["answer"] for line in one.lines) for one in newest}
    return [Shown(duty, found.get(duty.pk)) for duty in rows]


def measures(duty: Duty) -> Mapping[str, str]:
    """Give the Code's measures that help to meet the duty's obligation: key and title."""
    keys = duty.obligation.measures
    titles = dict(
        Obligation.objects.filter(key__in=keys)
        .values("key")
        .annotate(latest=Max("title"))
        .values_list("key", "latest")
    )
    return {key: titles.get(key, key) for key in keys}


def waiting(provider: Provider, actor: Actor) -> QuerySet[RouteReview]:
    """Give the ways to look at again that wait for an officer, the oldest first."""
    rows: QuerySet[RouteReview] = RouteReview.objects.visible_to(actor)
    rows = rows.filter(provider=provider, resolved_at=None)
    return rows.select_related("duty__obligation", "duty__ai_model", "duty__provider").order_by(
        "opened_at", "because", "duty__key", "pk"
    )


def history(duty: Duty, actor: Actor) -> QuerySet[AuditEvent]:
    """Give the changes of way of a duty, newest first, as the trail holds them."""
    rows: QuerySet[AuditEvent] = AuditEvent.objects.visible_to(actor)
    rows = rows.filter(subject_id=str(duty.pk), action__in=["duty.route-chosen", "way.resolved"])
    return rows.order_by("-position")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a provider recorded about one chapter; ``signed`` None: nothing is recorded."""

    chapter: str
    signed: bool | None
    on: date | None


def signed(provider: Provider) -> list[Signed]:
    """Say chapter by chapter what the provider recorded about signing (open question A19)."""
    chapters = facts.of_provider(provider).code_chapters
    return [
        Signed(name, None if chapters is None else one in chapters, (chapters or {}).get(one))
        for one, name in NAMES.items()
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between one list of signatories and the list before."""

    snapshot: SignatorySnapshot
    added: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def full(self) -> list[Signatory]:
        """Those who signed every chapter."""
        return [one for one in self.snapshot.signatories if len(one.chapters) == len(NAMES)]

    @property
    def partial(self) -> list[tuple[str, str]]:
        """Those who signed some chapters only, each with the chapters (open question A19)."""
        return [
            (one.name, listed(NAMES[Chapter(chapter)] for chapter in one.chapters))
            for one in self.snapshot.signatories
            if len(one.chapters) < len(NAMES)
        ]

    @property
    def day(self) -> str:
        """The day of the list, as exactly as it is known."""
        on, known = self.snapshot.as_of, self.snapshot.precision
        if known is Precision.YEAR:
            return _("{year}, on a day not known").format(year=on.year)
        return (
            _("{on}, on a day not known").format(on=formats.date_format(on, "F Y"))
            if known is Precision.MONTH
            else written.long_day(on, reader.language())
        )


def signatory_changes() -> list[Change]:
    """Compare each list of signatories with the one before, the newest first.

    That a name is missing says nothing about why; lists disagree, and each carries its own day.
    """
    found, before = [], None
    for snapshot in catalogue().signatories:
        names = {one.name for one in snapshot.signatories}
        known = {one.name for one in before.signatories} if before else names
        found.append(Change(snapshot, tuple(sorted(names - known)), tuple(sorted(known - names))))
        before = snapshot
    return found[::-1]
