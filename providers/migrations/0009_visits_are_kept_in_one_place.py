from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0008_the_visit_before_of_a_reviewer"),
    ]

    operations = [
        migrations.RemoveField(model_name="user", name="office_visited_at"),
        migrations.RemoveField(model_name="user", name="office_visited_before_at"),
    ]
