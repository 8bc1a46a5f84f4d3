from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("organisation", "0002_history_of_invitations_and_views"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS northing_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX IF NOT EXISTS northing_cache_expires ON northing_cache (expires);
            """,
            "DROP TABLE IF EXISTS northing_cache",
        ),
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS history_by_time ON pghistory_context (created_at DESC)",
            "DROP INDEX IF EXISTS history_by_time",
        ),
    ]
