"""Who asks for what, and when it was said: counted again from highlights and votes whenever these change."""

from collections.abc import Iterable

from django.db import connection

RECOUNT = """
WITH said AS (
    SELECT h.opportunity_id, f.customer_id, f.id AS piece, f.received_at AS said_at
    FROM insight_highlight h
    JOIN insight_feedback f ON f.id = h.feedback_id AND f.merged_into_id IS NULL
    WHERE h.opportunity_id = ANY(%(opportunities)s) AND f.customer_id IS NOT NULL
    UNION ALL
    SELECT v.opportunity_id, v.customer_id, NULL, v.made_at
    FROM insight_vote v
    WHERE v.opportunity_id = ANY(%(opportunities)s) AND v.customer_id IS NOT NULL
), now AS (
    SELECT opportunity_id, customer_id, count(DISTINCT piece) AS pieces, max(said_at) AS last_at
    FROM said GROUP BY 1, 2
), gone AS (
    DELETE FROM insight_asking a
    WHERE a.opportunity_id = ANY(%(opportunities)s)
      AND NOT EXISTS (SELECT 1 FROM now
                      WHERE now.opportunity_id = a.opportunity_id AND now.customer_id = a.customer_id)
)
INSERT INTO insight_asking (opportunity_id, customer_id, pieces, last_at)
SELECT opportunity_id, customer_id, pieces, last_at FROM now
ON CONFLICT (opportunity_id, customer_id) DO UPDATE SET pieces = excluded.pieces, last_at = excluded.last_at
"""

RECOUNT_MONTHS = """
WITH now AS (
    SELECT h.opportunity_id, date_trunc('month', f.received_at AT TIME ZONE 'UTC')::date AS month,
           count(DISTINCT f.id) AS pieces
    FROM insight_highlight h
    JOIN insight_feedback f ON f.id = h.feedback_id AND f.merged_into_id IS NULL
    WHERE h.opportunity_id = ANY(%(opportunities)s)
    GROUP BY 1, 2
), gone AS (
    DELETE FROM insight_heard m
    WHERE m.opportunity_id = ANY(%(opportunities)s)
      AND NOT EXISTS (SELECT 1 FROM now WHERE now.opportunity_id = m.opportunity_id AND now.month = m.month)
)
INSERT INTO insight_heard (opportunity_id, month, pieces)
SELECT opportunity_id, month, pieces FROM now
ON CONFLICT (opportunity_id, month) DO UPDATE SET pieces = excluded.pieces
"""


def recount(opportunities: Iterable[int]) -> None:
    """In the caller's transaction, so that lists never show a sum that the rows behind it don't make."""
    counted = {"opportunities": sorted(set(opportunities))}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, counted)
        cursor.execute(RECOUNT_MONTHS, counted)
