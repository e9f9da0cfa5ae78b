"""Remarks whose clock began before an answer anywhere on the duty met it, or the next text ended it."""

from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")


def settle(apps, schema_editor):
    """Meet the open clocks that were answered on a later submission, end those without a subject.

    A clock is answered by what a member, or anybody who is not at the AI Office, wrote to it on
    the duty afterwards. It ends with the next submission, or where its own was taken back.
    """
    Comment, Deadline = (apps.get_model("obligations", one) for one in ("Comment", "Deadline"))
    waiting = Deadline.objects.filter(matter="remark", met_at=None, cancelled_at=None)
    remarks = Comment.objects.filter(pk__in=waiting.values("matter_id"))
    for remark in remarks.select_related("assessment"):
        answered = _answered_at(apps, remark)
        ended = _ended_at(apps, remark)
        if ended and not (answered and answered <= ended):
            waiting.filter(matter_id=remark.pk).update(cancelled_at=ended, next_check_at=None)
        elif answered:
            on = answered.astimezone(BRUSSELS).date()
            told = {"done_on": on, "met_at": answered, "next_check_at": None}
            waiting.filter(matter_id=remark.pk).update(**told)


def _answered_at(apps, remark):
    Comment, Membership = (
        apps.get_model("obligations", "Comment"),
        apps.get_model("providers", "Membership"),
    )
    members = Membership.objects.filter(provider=remark.provider_id).values("user")
    theirs = Comment.objects.filter(
        Q(written_by__is_office=False) | Q(written_by__in=members),
        duty=remark.duty_id,
        is_shared=True,
        written_at__gt=remark.written_at,
    )
    return theirs.order_by("written_at").values_list("written_at", flat=True).first()


def _ended_at(apps, remark):
    later = apps.get_model("obligations", "Assessment").objects.filter(
        duty=remark.duty_id, submitted_at__gt=remark.written_at
    )
    first = later.order_by("submitted_at").values_list("submitted_at", flat=True).first()
    is_taken_back = remark.assessment.status == "withdrawn"
    return first or (timezone.now() if is_taken_back else None)


class Migration(migrations.Migration):
    dependencies = [("obligations", "0017_clocks_of_remarks")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
