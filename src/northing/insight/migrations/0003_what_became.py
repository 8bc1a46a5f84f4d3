"""What became of each piece, kept by statement triggers: imports, merges, decisions and undo all pass here.

A piece that was merged away or has no customer has no outcome. The numbers are those of `Became`.
"""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION insight_keep_outcomes(pieces bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM insight_outcome o
    WHERE o.feedback_id = ANY(pieces) AND NOT EXISTS (
        SELECT 1 FROM insight_feedback f
        WHERE f.id = o.feedback_id AND f.merged_into_id IS NULL AND f.customer_id IS NOT NULL
    );
    INSERT INTO insight_outcome AS o (feedback_id, customer_id, product_id, became, reply_by, answered_at)
    SELECT f.id, f.customer_id, f.product_id,
           CASE WHEN best.state >= 3 THEN best.state
                WHEN f.state = 'set_aside' OR best.state = 1 THEN 1
                WHEN f.answered_at IS NOT NULL THEN 2
                ELSE 0 END,
           CASE WHEN f.state <> 'set_aside' OR f.answered_at IS NOT NULL THEN f.reply_by END,
           f.answered_at
    FROM insight_feedback f
    CROSS JOIN LATERAL (
        SELECT max(CASE p.state WHEN 'solved' THEN 5 WHEN 'in_delivery' THEN 4 WHEN 'planned' THEN 3
                                WHEN 'declined' THEN 1 WHEN 'parked' THEN 1 ELSE 0 END) AS state
        FROM insight_highlight h
        JOIN insight_opportunity p ON p.id = h.opportunity_id AND p.merged_into_id IS NULL
        WHERE h.feedback_id = f.id
    ) best
    WHERE f.id = ANY(pieces) AND f.merged_into_id IS NULL AND f.customer_id IS NOT NULL
    ON CONFLICT (feedback_id) DO UPDATE SET
        customer_id = excluded.customer_id, product_id = excluded.product_id, became = excluded.became,
        reply_by = excluded.reply_by, answered_at = excluded.answered_at
    WHERE (o.customer_id, o.product_id, o.became, o.reply_by, o.answered_at) IS DISTINCT FROM
          (excluded.customer_id, excluded.product_id, excluded.became, excluded.reply_by, excluded.answered_at);
$$;
"""

TRIGGER = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM insight_keep_outcomes(ARRAY({pieces}));
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""

CHANGED = """
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.customer_id, n.product_id, n.state, n.reply_by, n.answered_at, n.merged_into_id) IS DISTINCT FROM
          (o.customer_id, o.product_id, o.state, o.reply_by, o.answered_at, o.merged_into_id)
"""
DECIDED = """
    SELECT h.feedback_id FROM new_rows n JOIN old_rows o ON o.id = n.id
    JOIN insight_highlight h ON h.opportunity_id = n.id
    WHERE (n.state, n.merged_into_id) IS DISTINCT FROM (o.state, o.merged_into_id)
"""
BOTH = "SELECT feedback_id FROM new_rows UNION SELECT feedback_id FROM old_rows"
NEW, OLD = "NEW TABLE AS new_rows", "OLD TABLE AS old_rows"

TRIGGERS = [
    ("outcome_of_new_pieces", "insight_feedback", "INSERT", NEW, "SELECT id FROM new_rows"),
    ("outcome_of_changed_pieces", "insight_feedback", "UPDATE", f"{NEW} {OLD}", CHANGED),
    ("outcome_of_removed_pieces", "insight_feedback", "DELETE", OLD, "SELECT id FROM old_rows"),
    ("outcome_of_new_marks", "insight_highlight", "INSERT", NEW, "SELECT feedback_id FROM new_rows"),
    ("outcome_of_moved_marks", "insight_highlight", "UPDATE", f"{NEW} {OLD}", BOTH),
    ("outcome_of_removed_marks", "insight_highlight", "DELETE", OLD, "SELECT feedback_id FROM old_rows"),
    ("outcome_of_decisions", "insight_opportunity", "UPDATE", f"{NEW} {OLD}", DECIDED),
]
FIRST = "SELECT insight_keep_outcomes(ARRAY(SELECT id FROM insight_feedback));"
UNDO = (
    "".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for name, table, *_ in TRIGGERS)
    + "DROP FUNCTION insight_keep_outcomes(bigint[]);"
)


def _trigger(name: str, table: str, event: str, rows: str, pieces: str) -> str:
    return TRIGGER.format(name=name, table=table, event=event, rows=rows, pieces=pieces)


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0002_merges_are_tracked"),
        ("portfolio", "0001_first_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "feedback",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="insight.feedback",
                    ),
                ),
                (
                    "became",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "shipped"),
                            (4, "in delivery"),
                            (3, "planned"),
                            (2, "answered"),
                            (1, "declined with a reason"),
                            (0, "no answer"),
                        ]
                    ),
                ),
                ("reply_by", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="insight.customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portfolio.product",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["customer", "became"],
                        include=("product", "reply_by", "answered_at"),
                        name="became_of",
                    ),
                    models.Index(
                        condition=models.Q(("answered_at", None), ("reply_by__isnull", False)),
                        fields=["reply_by"],
                        name="still_owed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP + "".join(_trigger(*trigger) for trigger in TRIGGERS) + FIRST, UNDO),
    ]
