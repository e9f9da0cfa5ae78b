"""Keep the files of a complaint."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copyright_desk", "0004_decisions_on_complaints_stay"),
        ("obligations", "0004_editions_in_use"),
        ("providers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("media_type", models.CharField(blank=True, max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(blank=True, max_length=200)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="copyright_desk.complaint",
            ),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="stored_file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="obligations.storedfile",
            ),
        ),
        migrations.AddIndex(
            model_name="complaintfile",
            index=models.Index(fields=["complaint", "added_at", "id"], name="files_of_a_complaint"),
        ),
        migrations.AddConstraint(
            model_name="complaintfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("erased_at", None),
                        ("stored_file__isnull", False),
                        models.Q(("file_name", ""), _negated=True),
                    ),
                    models.Q(
                        ("erased_at__isnull", False), ("file_name", ""), ("stored_file", None)
                    ),
                    _connector="OR",
                ),
                name="a_file_of_a_complaint_is_there_until_erased",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintfile",
            trigger=pgtrigger.compiler.Trigger(
                name="a_file_of_a_complaint_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."erased_at" IS NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4879193f70450ce4ca88832596b67d763d52ebb6",
                    operation="UPDATE",
                    pgid="pgtrigger_a_file_of_a_complaint_is_only_erased_83127",
                    table="copyright_desk_complaintfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintfile",
            trigger=pgtrigger.compiler.Trigger(
                name="that_there_was_a_file_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8f410f3556b9bdf0b1cc28d003dc4cd272004486",
                    operation="DELETE",
                    pgid="pgtrigger_that_there_was_a_file_is_kept_be0eb",
                    table="copyright_desk_complaintfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
