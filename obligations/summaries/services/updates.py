"""The clock of updates: further training runs it, a publication stops it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from obligations.catalogue.loader import catalogue
from obligations.documents.models import Document
from obligations.documents.permissions import check_write
from obligations.law import training_summaries as law
from obligations.law.deadlines import brussels_day
from obligations.services import clocks
from obligations.services.clocks import Matter, Wanted
from obligations.services.steps import NotAllowedNow
from obligations.summaries.models import FurtherTraining, Publication
from obligations.summaries.queries.standing import MATTER
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

CLOCK = "aia-53-1-d-update"
EARLIEST = date(2015, 1, 1)


def record_training(
    *,
    document: Document,
    ended_on: date,
    description: str,
    changes_summary: bool,
    is_material: bool,
    because: str,
    by: Actor,
    now: datetime,
) -> FurtherTraining:
    """Record further training on additional data, and whether it changes what the summary says.

    ``because`` gives the reason for either answer. Raises InvalidInput naming every field.
    """
    check_write(by, document.provider)
    problems = []
    if not EARLIEST <= ended_on <= brussels_day(now):
        problems.append(InvalidInput(_("Give the day on which it ended."), field="ended_on"))
    if is_material and not changes_summary:
        message = _("What does not change the summary is not materially significant for it.")
        problems.append(InvalidInput(message, field="is_material"))
    said = {}
    for field, value in (("description", description), ("because", because)):
        said[field] = text.prose(value, field=field)
        if not said[field]:
            problems.append(InvalidInput(_("Say it in a sentence."), field=field))
    if problems:
        raise InvalidInput.of_all(problems)
    row = FurtherTraining(
        provider=document.provider,
        document=document,
        ended_on=ended_on,
        changes_summary=changes_summary,
        is_material=is_material,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **said,
    )
    with audit.change(action="summary.training-recorded", about=row, by=by, at=now) as event:
        row.save(force_insert=True)
        follow(document, now=now)
        event.detail = {"ended_on": ended_on, "changes_summary": changes_summary}
    return row


def withdraw_training(
    *, training: FurtherTraining, because: str, by: Actor, now: datetime
) -> FurtherTraining:
    """Take back a record made by mistake; it stays on record, and its clock is cancelled."""
    check_write(by, training.provider)
    reason = text.prose(because, field="because")
    if not reason:
        raise InvalidInput(_("Say why it is taken back."), field="because")
    with audit.change(
        action="summary.training-withdrawn", about=training, by=by, at=now, detail={"why": reason}
    ):
        mine = FurtherTraining.objects.filter(pk=training.pk, withdrawn_at=None)
        if not mine.update(withdrawn_at=now, withdrawn_because=reason):
            raise NotAllowedNow(_("It was taken back already."))
        follow(training.document, now=now)
    training.refresh_from_db()
    return training


def follow(document: Document, *, now: datetime) -> None:
    """Make the deadlines of a summary agree with its publications and trainings."""
    clock = catalogue().clocks[CLOCK]
    published = list(
        Publication.objects.filter(document=document).values_list("published_on", flat=True)
    )
    rows = FurtherTraining.objects.filter(document=document, withdrawn_at=None)
    found = law.updates(
        published,
        [law.Training(row.ended_on, row.changes_summary, row.is_material) for row in rows],
        clock,
        catalogue().working_days(),
    )
    wanted = [
        Wanted(
            clock=CLOCK,
            title=clock.title,
            event_on=one.published_on,
            due=one.due,
            cite=clock.cite,
            done_on=one.done_on,
        )
        for one in found
    ]
    clocks.follow(matter(document), wanted, now=now)


def matter(document: Document) -> Matter:
    """Name a summary as what runs the clock."""
    return Matter(
        kind=MATTER,
        id=document.pk,
        provider_id=document.provider_id,
        ai_model_id=document.ai_model_id,
        title="Public summary of training content",
        path=f"/summaries/{document.pk}/",
    )
