"""How often each opportunity was heard of in each month, counted once from what is there."""

import django.db.models.deletion
from django.db import migrations, models

COUNT = """
INSERT INTO insight_heard (opportunity_id, month, pieces)
SELECT h.opportunity_id, date_trunc('month', f.received_at AT TIME ZONE 'UTC')::date, count(DISTINCT f.id)
FROM insight_highlight h
JOIN insight_feedback f ON f.id = h.feedback_id AND f.merged_into_id IS NULL
GROUP BY 1, 2
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0006_promises_are_counted_from_an_index")]

    operations = [
        migrations.CreateModel(
            name="Heard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("pieces", models.PositiveIntegerField()),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heard",
                        to="insight.opportunity",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "months heard of",
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity", "month"), name="heard_once_a_month")
                ],
            },
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
