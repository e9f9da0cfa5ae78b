import django.db.models.deletion
from django.db import migrations, models


def take_over(apps, schema_editor):
    """Keep when each reviewer was at the AI Office's list, before the person's columns go."""
    User, Visit = apps.get_model("providers", "User"), apps.get_model("obligations", "Visit")
    Visit.objects.bulk_create(
        Visit(
            provider=None,
            user_id=one.pk,
            latest_at=one.office_visited_at,
            before_at=one.office_visited_before_at,
        )
        for one in User.objects.exclude(office_visited_at=None)
    )


def give_back(apps, schema_editor):
    User, Visit = apps.get_model("providers", "User"), apps.get_model("obligations", "Visit")
    at_the_office = Visit.objects.filter(provider=None)
    for one in at_the_office:
        User.objects.filter(pk=one.user_id).update(
            office_visited_at=one.latest_at, office_visited_before_at=one.before_at
        )
    at_the_office.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0014_files_of_comments"),
        ("providers", "0008_the_visit_before_of_a_reviewer"),
    ]
    # Else the columns would be gone before they are read.
    run_before = [("providers", "0009_visits_are_kept_in_one_place")]

    operations = [
        migrations.RemoveConstraint(
            model_name="visit", name="a_person_visits_a_provider_in_one_row"
        ),
        migrations.AlterField(
            model_name="visit",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("provider", "user"),
                name="a_person_visits_a_provider_in_one_row",
                nulls_distinct=False,
            ),
        ),
        migrations.RunPython(take_over, give_back),
    ]
