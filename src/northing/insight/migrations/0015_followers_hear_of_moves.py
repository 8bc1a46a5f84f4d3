"""Followers hear of moves and, who wishes so, once a month of all that came; the portal has a logo."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0014_quotes_are_found_from_an_index"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="following",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="following",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="following",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="portal",
            name="update_update",
        ),
        migrations.AddField(
            model_name="following",
            name="moved_at",
            field=models.DateTimeField(
                blank=True, help_text="When they were last told that it moved.", null=True
            ),
        ),
        migrations.AddField(
            model_name="following",
            name="moved_from",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="following",
            name="stage",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="followingevent",
            name="moved_at",
            field=models.DateTimeField(
                blank=True, help_text="When they were last told that it moved.", null=True
            ),
        ),
        migrations.AddField(
            model_name="followingevent",
            name="moved_from",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="followingevent",
            name="stage",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="portal",
            name="logo",
            field=models.BinaryField(
                blank=True, default=bytes, help_text="Not in the history: undo leaves it."
            ),
        ),
        migrations.AddField(
            model_name="portal",
            name="logo_type",
            field=models.CharField(blank=True, max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "insight_followingevent" ("id", "moved_at", "moved_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "stage", "told_at", "topic", "visitor_id") VALUES (NEW."id", NEW."moved_at", NEW."moved_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."stage", NEW."told_at", NEW."topic", NEW."visitor_id"); RETURN NULL;',
                    hash="f939a114cf4c79b35095239ba45b5b2d621230dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45b76",
                    table="insight_following",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "insight_followingevent" ("id", "moved_at", "moved_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "stage", "told_at", "topic", "visitor_id") VALUES (NEW."id", NEW."moved_at", NEW."moved_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."stage", NEW."told_at", NEW."topic", NEW."visitor_id"); RETURN NULL;',
                    hash="f7c545738424c00203375cb2e9a0f25ee6748d2e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_abd39",
                    table="insight_following",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "insight_followingevent" ("id", "moved_at", "moved_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "stage", "told_at", "topic", "visitor_id") VALUES (OLD."id", OLD."moved_at", OLD."moved_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."stage", OLD."told_at", OLD."topic", OLD."visitor_id"); RETURN NULL;',
                    hash="1bbe504af3544063afc36f27e1b63a5d0f1c574e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ab59f",
                    table="insight_following",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="portal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."comments_wait" IS DISTINCT FROM (NEW."comments_wait") OR OLD."embedded_by" IS DISTINCT FROM (NEW."embedded_by") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduction" IS DISTINCT FROM (NEW."introduction") OR OLD."is_on" IS DISTINCT FROM (NEW."is_on") OR OLD."members_only" IS DISTINCT FROM (NEW."members_only") OR OLD."privacy_url" IS DISTINCT FROM (NEW."privacy_url") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."votes_each" IS DISTINCT FROM (NEW."votes_each"))',
                    func='INSERT INTO "insight_portalevent" ("comments_wait", "embedded_by", "id", "introduction", "is_on", "members_only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "privacy_url", "title", "votes_each") VALUES (NEW."comments_wait", NEW."embedded_by", NEW."id", NEW."introduction", NEW."is_on", NEW."members_only", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."privacy_url", NEW."title", NEW."votes_each"); RETURN NULL;',
                    hash="cf053af67fc05ad491a520f4d9207b10799af504",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5473b",
                    table="insight_portal",
                    when="AFTER",
                ),
            ),
        ),
    ]
