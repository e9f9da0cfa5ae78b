"""Start the clock of every remark that already asks for an answer by a day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations
from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")
REMARK = "remark"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def start(apps, schema_editor):
    """Open a clock for each; it is met where the provider wrote to the AI Office afterwards."""
    Comment, Deadline = (apps.get_model("obligations", one) for one in ("Comment", "Deadline"))
    clocked = Deadline.objects.filter(matter=REMARK).values("matter_id")
    asked = Comment.objects.filter(answer_by__isnull=False).exclude(pk__in=clocked)
    Deadline.objects.bulk_create(
        [_clock(apps, Deadline, one) for one in asked.select_related("duty__obligation")],
        batch_size=500,
    )


def _clock(apps, Deadline, remark):
    answer = _answer(apps, remark)
    day = remark.answer_by
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return Deadline(
        provider_id=remark.provider_id,
        ai_model_id=remark.duty.ai_model_id,
        matter=REMARK,
        matter_id=remark.pk,
        matter_title=remark.duty.obligation.title[:300],
        path=f"/duties/{remark.duty_id}/#comments",
        clock="remark-answer",
        title="Answer a reviewer at the AI Office",
        event_on=_day(remark.written_at),
        due_on=day,
        due_at=datetime.combine(day + timedelta(days=1), time(), BRUSSELS),
        rolled_on=day,
        because=f"A reviewer at the AI Office asks for an answer by {written}. "
        "No text sets this day.",
        cite="no text; a reviewer asks for it",
        opened_at=remark.written_at,
        # The next scan looks at it and says how near it is.
        next_check_at=None if answer else timezone.now(),
        done_on=answer and _day(answer.written_at),
        met_at=answer and answer.written_at,
    )


def _answer(apps, remark):
    """Find what a member, or anybody who is not at the AI Office, wrote to it first afterwards."""
    members = apps.get_model("providers", "Membership").objects.filter(provider=remark.provider_id)
    later = apps.get_model("obligations", "Comment").objects.filter(
        assessment=remark.assessment_id, is_shared=True, written_at__gt=remark.written_at
    )
    theirs = later.filter(written_by__is_office=False) | later.filter(
        written_by__in=members.values("user")
    )
    return theirs.order_by("written_at", "pk").first()


def _day(instant):
    return instant.astimezone(BRUSSELS).date()


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0016_redactions_of_evidence"),
        ("providers", "0009_visits_are_kept_in_one_place"),
    ]

    operations = [migrations.RunPython(start, migrations.RunPython.noop)]
