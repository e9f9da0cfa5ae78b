"""Number publications, so that of two the later one is known; none can exist yet, nothing wrote them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copyright_desk", "0001_policies_crawlers_and_complaints"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="publication",
            name="desk_publications",
        ),
        migrations.AddField(
            model_name="publication",
            name="number",
            field=models.PositiveIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["crawler", "-number"], name="publications_of_a_crawler"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                fields=("provider", "number"), name="a_provider_numbers_a_publication_once"
            ),
        ),
    ]
