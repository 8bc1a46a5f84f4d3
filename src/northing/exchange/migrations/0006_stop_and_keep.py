from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0005_imports_know_the_example"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="keep_asked",
            field=models.BooleanField(
                default=False, help_text="Stop reading, and bring in what has been read."
            ),
        ),
    ]
