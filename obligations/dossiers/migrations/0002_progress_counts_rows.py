"""Let progress count rows, of which there may be more than a small number holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_exports")]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="done",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="export",
            name="total",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
