"""Imports of customers: what they bring, and the system that their ids belong to, which may have a longer name."""

from django.db import migrations, models

BRINGS = [("work", "Work"), ("feedback", "Feedback"), ("customers", "Customers")]


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_what_an_import_brings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="brings",
            field=models.CharField(choices=BRINGS, default="work", max_length=9),
        ),
        migrations.AlterField(model_name="import", name="source", field=models.CharField(max_length=40)),
    ]
