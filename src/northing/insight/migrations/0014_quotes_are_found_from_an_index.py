"""What matters most of an opportunity is read from an index, however much was said of it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0013_groups_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="highlight",
            index=models.Index(
                models.F("opportunity"),
                models.OrderBy(models.F("importance"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="what_matters_most",
            ),
        ),
    ]
