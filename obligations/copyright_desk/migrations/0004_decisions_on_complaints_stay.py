"""Keep every decision apart from the complaint, which can be opened again; no complaint can exist yet."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copyright_desk", "0003_policies_name_models_and_are_drafted"),
        ("providers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "Answered"),
                            ("unfounded", "Manifestly unfounded"),
                            ("repeated", "Identical, already answered"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("because", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("decided_by_name", models.CharField(max_length=200)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True)),
                ("reopened_by_name", models.CharField(blank=True, max_length=200)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="complaint",
            name="a_complaint_stays_as_it_came",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="complaint",
            name="an_answer_stays_as_given",
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="a_complaint_ends_in_one_of_three_ways",
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="a_complaint_does_not_repeat_itself",
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="answer",
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="because",
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="ended_by",
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="ended_by_name",
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="repeats",
        ),
        migrations.AddField(
            model_name="complaint",
            name="fingerprint",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["provider", "fingerprint"], name="complaints_saying_the_same"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="a_complaint_stays_as_it_came",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."came_by" IS DISTINCT FROM (NEW."came_by") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."nonce" IS DISTINCT FROM (NEW."nonce") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."provider_id" IS DISTINCT FROM (NEW."provider_id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."seen_where" IS DISTINCT FROM (NEW."seen_where") OR OLD."works" IS DISTINCT FROM (NEW."works"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b65fd19465002177066707a0c5fc6f425cfbbe17",
                    operation="UPDATE",
                    pgid="pgtrigger_a_complaint_stays_as_it_came_b1ec4",
                    table="copyright_desk_complaint",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        ("erase_on", None),
                        ("state__in", ("received", "in-examination")),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("erase_on__isnull", False),
                        ("state__in", ("answered", "unfounded", "repeated")),
                    ),
                    _connector="OR",
                ),
                name="a_complaint_is_open_or_has_ended",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="copyright_desk.complaint",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="reopened_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="repeats",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="copyright_desk.complaint",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("complaint", "number"), name="a_complaint_numbers_a_decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_at", None)),
                fields=("complaint",),
                name="one_decision_on_a_complaint_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", "answered"),
                        ("repeats", None),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    models.Q(
                        ("outcome", "unfounded"),
                        ("repeats", None),
                        models.Q(("because", ""), _negated=True),
                    ),
                    models.Q(("outcome", "repeated"), ("repeats__isnull", False)),
                    _connector="OR",
                ),
                name="a_complaint_ends_in_one_of_three_ways",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("repeats", None),
                    models.Q(("repeats", models.F("complaint")), _negated=True),
                    _connector="OR",
                ),
                name="a_complaint_does_not_repeat_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reopened_at", None), ("reopened_because", ""), ("reopened_by_name", "")
                    ),
                    models.Q(
                        ("reopened_at__isnull", False),
                        models.Q(("reopened_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_reopening_has_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="a_decision_stays_as_made",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."because" IS DISTINCT FROM (NEW."because") OR OLD."complaint_id" IS DISTINCT FROM (NEW."complaint_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_by_name" IS DISTINCT FROM (NEW."decided_by_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."provider_id" IS DISTINCT FROM (NEW."provider_id") OR OLD."repeats_id" IS DISTINCT FROM (NEW."repeats_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5f06ded8cdcaef46e69cd64c3e53ecf2a0f426bf",
                    operation="UPDATE",
                    pgid="pgtrigger_a_decision_stays_as_made_02790",
                    table="copyright_desk_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="a_decision_is_set_aside_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."reopened_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0d2f6a1adc3a38ef62c9d00a9bef391a8dff66d0",
                    operation="UPDATE",
                    pgid="pgtrigger_a_decision_is_set_aside_once_d0c47",
                    table="copyright_desk_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decisions_are_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="55a6c2533c44a491fda38ae412207eee2eec85a1",
                    operation="DELETE",
                    pgid="pgtrigger_decisions_are_kept_aea17",
                    table="copyright_desk_decision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
