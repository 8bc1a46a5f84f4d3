"""The names of segments are ours; a survey shows them outside only when told to. Those made before go on as they began."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0022_erasures_say_how_far_they_are"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="survey",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="survey",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="survey",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="survey",
            name="asks_segment",
            field=models.BooleanField(
                default=False,
                help_text="Whoever answers reads the names of the segments, to say which is theirs.",
            ),
        ),
        migrations.AddField(
            model_name="surveyevent",
            name="asks_segment",
            field=models.BooleanField(
                default=False,
                help_text="Whoever answers reads the names of the segments, to say which is theirs.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="survey",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "insight_surveyevent" ("asks_segment", "closed_at", "closes_on", "id", "introduction", "kind", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."asks_segment", NEW."closed_at", NEW."closes_on", NEW."id", NEW."introduction", NEW."kind", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="7672d08bace8f0b8a5c3647238c084a9891519df",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c0ad",
                    table="insight_survey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="survey",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asks_segment" IS DISTINCT FROM (NEW."asks_segment") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduction" IS DISTINCT FROM (NEW."introduction") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "insight_surveyevent" ("asks_segment", "closed_at", "closes_on", "id", "introduction", "kind", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."asks_segment", NEW."closed_at", NEW."closes_on", NEW."id", NEW."introduction", NEW."kind", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="549a5bdf84e9a66d24e9b888a60d34c7eaf1cce2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5773d",
                    table="insight_survey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="survey",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "insight_surveyevent" ("asks_segment", "closed_at", "closes_on", "id", "introduction", "kind", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."asks_segment", OLD."closed_at", OLD."closes_on", OLD."id", OLD."introduction", OLD."kind", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="6e1567d530700bf984e41e742a0110031ee56995",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9835f",
                    table="insight_survey",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL("UPDATE insight_survey SET asks_segment = true", migrations.RunSQL.noop),
    ]
