"""A feed may be a reviewer's, about no one provider, and may hold own target days."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0001_feeds"),
        ("providers", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="feed",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="with_targets",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provider__isnull", False), ("with_targets", False), _connector="OR"
                ),
                name="a_reviewers_feed_has_no_targets",
            ),
        ),
    ]
