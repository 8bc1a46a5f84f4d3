"""How many pieces of each group wait is kept, since counting it for thousands of groups takes longer than a page may."""

from django.db import migrations, models

COUNT = """
UPDATE insight_group g SET size = (
    SELECT count(*) FROM insight_groupmember m JOIN insight_feedback f ON f.id = m.feedback_id
    WHERE m.group_id = g.id AND f.merged_into_id IS NULL AND f.state = 'new'
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0015_followers_hear_of_moves"),
    ]

    operations = [
        migrations.AddField(model_name="group", name="size", field=models.PositiveIntegerField(default=0)),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(fields=["-size", "-closeness", "id"], name="largest_group_first"),
        ),
    ]
