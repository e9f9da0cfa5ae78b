"""Entries take over the id of their deadline; backwards, those of other things are forgotten."""

from django.db import migrations
from django.db.models import F


def name_rows(apps, schema_editor):
    """Write the id of each deadline as that of the row told of."""
    apps.get_model("calendars", "CalendarEntry").objects.update(subject_id=F("deadline_id"))


def name_deadlines(apps, schema_editor):
    """Lead entries to their deadlines again; calendars ask anew for everything else."""
    entries = apps.get_model("calendars", "CalendarEntry").objects
    entries.exclude(kind="deadline").delete()
    entries.update(deadline_id=F("subject_id"))


class Migration(migrations.Migration):
    dependencies = [("calendars", "0003_entries_name_their_row")]

    operations = [migrations.RunPython(name_rows, name_deadlines)]
