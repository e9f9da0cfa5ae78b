"""Queue letters to complainants."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copyright_desk", "0005_complaints_have_files"),
        ("providers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Receipt"),
                            ("in-examination", "Acknowledgement"),
                            ("written", "Message"),
                            ("decided", "Decision"),
                            ("reopened", "Opened again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("queued_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="letter",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="copyright_desk.complaint",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("given_up_at", None), ("sent_at", None)),
                fields=["next_try_at", "id"],
                name="letters_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["complaint", "queued_at", "id"], name="letters_of_a_complaint"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at", None), ("given_up_at", None), _connector="OR"),
                name="a_letter_sent_was_not_given_up",
            ),
        ),
    ]
