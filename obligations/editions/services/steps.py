"""One provider's step of a change of edition: text, duties, notices, trail in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from obligations.editions.queries import amendments
from obligations.editions.services import announcements, looking
from obligations.law.comparisons import compare
from obligations.models import Direction, Duty, EditionStep
from obligations.services import duties
from obligations.signals import text_followed
from providers.actors import Actor
from providers.models import Provider
from providers.services import audit

LONGEST_ERROR = 500


def take(*, step_id: UUID, by: Actor, now: datetime) -> bool:
    """Move a provider to the text that was decided on; False where somebody else did meanwhile.

    Nothing handed in is reopened: duties change, and what was submitted keeps its words.
    """
    provider = EditionStep.objects.select_related("provider").get(pk=step_id).provider
    with audit.turn(provider):
        step = (
            EditionStep.objects.select_for_update(of=("self",))
            .select_related("change__edition", "change__replaces", "provider")
            .get(pk=step_id)
        )
        if step.done_at is not None:
            return False
        event = audit.change(action="edition.followed", about=step, by=by, at=now)
        with event as told:
            _move(step, by, now)
            told.detail |= {
                "edition": str(step.change.edition),
                "direction": step.change.direction,
                "newly_owed": step.newly_owed,
                "changed": step.changed,
                "ended": step.ended_count,
                "repointed": step.repointed,
            }
    return True


def _move(step: EditionStep, by: Actor, now: datetime) -> None:
    provider, before = step.provider, _in_force(step.provider)
    is_applied = step.change.direction == Direction.APPLY
    # From here on, what is read in this transaction is the text decided on.
    step.done_at = now
    step.save(update_fields=["done_at"])
    changes = duties.refresh(
        provider=provider,
        ai_model=None,
        by=by,
        now=now,
        revivable=_moved_by_the_opposite(step),
        is_told=False,
    )
    text_followed.send(
        sender=EditionStep,
        provider=provider,
        before=step.change.replaces if is_applied else step.change.edition,
        after=step.change.edition if is_applied else step.change.replaces,
        by=by,
        now=now,
    )
    after = _in_force(provider)
    step.opened = sorted(after.keys() - before.keys())
    step.ended = sorted(before.keys() - after.keys())
    step.repointed = sum(before[pk] != after[pk] for pk in before.keys() & after.keys())
    step.newly_owed = len(changes.newly_owed)
    step.changed = len(changes.changed)
    step.ended_count = len(changes.ended)
    handed_in = tuple(looking.resting(provider, _reworded(step)))
    step.resting = len(handed_in)
    step.told = announcements.tell(step, changes, now=now)
    step.is_counted, step.error = True, ""
    step.save()


def _in_force(provider: Provider) -> dict[UUID, int]:
    rows = Duty.objects.in_force().filter(provider=provider)
    return dict(rows.values_list("pk", "obligation_id"))


def _moved_by_the_opposite(step: EditionStep) -> Collection[UUID]:
    """Name the duties that ended when this provider last moved the other way."""
    other = Direction.UNDO if step.change.direction == Direction.APPLY else Direction.APPLY
    last = (
        EditionStep.objects.filter(
            provider=step.provider,
            change__edition=step.change.edition,
            change__direction=other,
            was_skipped=False,
            done_at__isnull=False,
        )
        .order_by("-done_at")
        .first()
    )
    return frozenset(last.ended) if last else frozenset()


def _reworded(step: EditionStep) -> frozenset[str]:
    edition = step.change.edition
    found = amendments.amendment(edition.instrument, edition.in_force_from)
    if found is None:
        return frozenset()
    return compare(found.before.entries, found.after.entries).asking_otherwise


def note_failure(step_id: UUID, error: Exception) -> str:
    """Keep why a step failed beside it, for the next try; answer the provider's key."""
    text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR].replace("\0", "")
    waiting = EditionStep.objects.filter(pk=step_id, done_at=None)
    waiting.update(error=text)
    return str(EditionStep.objects.values_list("provider_id", flat=True).get(pk=step_id))
