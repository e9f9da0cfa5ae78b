"""Previews asked for by a person or a program: at once for few models, by a job for many."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from obligations.editions.models import Preview, State
from obligations.editions.queries import amendments
from obligations.editions.queries.amendments import Amendment
from obligations.editions.services import looking
from obligations.services import catalogue as catalogue_rows
from obligations.services.counting import counted
from providers.actors import Actor
from providers.errors import DomainError
from providers.models import AIModel, Provider
from providers.permissions import check_read_provider
from providers.services import audit

# About a second of reckoning; more is a job's work.
MODELS_AT_ONCE = 40
CLAIM = timedelta(minutes=10)
TRIES = 3


class NoSuchEdition(DomainError):
    """The edition was taken away from the data files since the preview was asked for."""


def is_large(provider: Provider) -> bool:
    """Say whether a preview for this provider is a job's work."""
    return AIModel.objects.filter(provider=provider).count() > MODELS_AT_ONCE


def latest(provider: Provider, amendment: Amendment, actor: Actor) -> Preview | None:
    """Give the last preview that was asked for."""
    place = amendment.after.place
    mine = Preview.objects.visible_to(actor).filter(
        provider=provider, edition__instrument=place[0], edition__in_force_from=place[1]
    )
    found: Preview | None = mine.order_by("-requested_at", "-pk").first()
    return found


def request(*, provider: Provider, amendment: Amendment, by: Actor, now: datetime) -> Preview:
    """Ask for a preview by a job; while one waits or is being made, that one is answered.

    Members may ask, readers too: it holds nothing that they do not see.
    """
    check_read_provider(by, provider)
    with audit.turn(provider):
        edition = amendments.row(amendment.after.place)
        if edition is None:
            catalogue_rows.add_missing(now=now)
            edition = amendments.row(amendment.after.place)
        open_ones = Preview.objects.filter(
            provider=provider, edition=edition, state__in=[State.WAITING, State.RUNNING]
        )
        found: Preview | None = open_ones.first()
        if found is not None:
            return found
        made = Preview(
            provider=provider,
            edition=edition,
            total=AIModel.objects.filter(provider=provider).count(),
            requested_at=now,
            requested_by_name=by.name,
        )
        with audit.change(action="edition-preview.requested", about=made, by=by, at=now):
            made.save(force_insert=True)
    return made


def make_waiting(*, now: datetime, limit: int = 10) -> str:
    """Make the previews that wait, and those whose worker died; say how many."""
    made = 0
    for pk in list(_to_make(now).values_list("pk", flat=True)[:limit]):
        made += make(preview_id=pk, now=now) is not None
    return f"{counted(made, 'preview')} made."


def make(*, preview_id: UUID | str, now: datetime) -> Preview | None:
    """Make one preview, unless somebody else holds it or it has ended; a failure says why."""
    claimed = (
        _to_make(now)
        .filter(pk=preview_id)
        .order_by()
        .update(state=State.RUNNING, claimed_until=now + CLAIM, attempts=F("attempts") + 1, done=0)
    )
    if not claimed:
        return None
    preview = Preview.objects.select_related("provider", "edition").get(pk=preview_id)
    try:
        _end(preview, now, state=State.DONE, body=_body(preview, now), done=F("total"))
    except DomainError as refusal:
        _end(preview, now, state=State.FAILED, error=refusal.message)
    except Exception:
        if preview.attempts >= TRIES:
            told = "The preview could not be made; the operators can read why."
            _end(preview, now, state=State.FAILED, error=told)
        raise
    return preview


def _body(preview: Preview, now: datetime) -> dict[str, object]:
    edition = preview.edition
    amendment = amendments.amendment(edition.instrument, edition.in_force_from)
    if amendment is None:
        raise NoSuchEdition(message=f"The data files no longer have {edition.file}.")

    def passed(count: int) -> None:
        Preview.objects.filter(pk=preview.pk, done__lt=count, total__gte=count).update(done=count)

    return looking.body(looking.look(preview.provider, amendment, now=now, passed=passed))


def _to_make(now: datetime) -> QuerySet[Preview]:
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, claimed_until__lte=now)
    rows: QuerySet[Preview] = Preview.objects.filter(free, attempts__lt=TRIES)
    return rows.order_by("requested_at", "pk")


def _end(preview: Preview, now: datetime, **fields: object) -> None:
    """Write the end, unless another worker took over when the claim had run out."""
    mine = Preview.objects.filter(pk=preview.pk, state=State.RUNNING, attempts=preview.attempts)
    mine.update(ended_at=now, claimed_until=None, **fields)
    preview.refresh_from_db()
