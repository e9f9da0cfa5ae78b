"""Say of a policy which models it covers, and keep the draft of the next version."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copyright_desk", "0002_publications_are_numbered"),
        ("providers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("saved_by_name", models.CharField(max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="policyversion",
            name="ai_models",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="policydraft",
            name="provider",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddField(
            model_name="policydraft",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
