"""An entry is of one row of any kind, and points to no deadline."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendars", "0004_entries_take_the_id_of_their_deadline")]

    operations = [
        migrations.RemoveField(model_name="calendarentry", name="deadline"),
        migrations.AlterField(
            model_name="calendarentry",
            name="subject_id",
            field=models.UUIDField(),
        ),
        migrations.AddConstraint(
            model_name="calendarentry",
            constraint=models.UniqueConstraint(
                fields=("subject_id", "kind"), name="a_calendar_keeps_one_entry_of_a_thing"
            ),
        ),
    ]
