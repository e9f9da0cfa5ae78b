"""An entry names its row by kind and id; until now each was of a deadline."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0002_feeds_of_reviewers_and_with_targets"),
        ("obligations", "0004_editions_in_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="calendarentry",
            name="kind",
            field=models.CharField(default="deadline", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="calendarentry",
            name="subject_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name="calendarentry",
            name="deadline",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calendar_entry",
                to="obligations.deadline",
            ),
        ),
    ]
