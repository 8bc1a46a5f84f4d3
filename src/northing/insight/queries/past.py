"""What was counted for a past day: sums that are kept by every change, made anew from the rows of then.

The tables that they name are the views of that day; rows without a history say themselves when they came.
"""

COMPUTED = {
    "insight_asking": """
SELECT row_number() OVER (ORDER BY opportunity_id, customer_id) AS id, opportunity_id, customer_id,
    count(DISTINCT piece)::integer AS pieces, max(said_at) AS last_at
FROM (
    SELECT h.opportunity_id, f.customer_id, f.id AS piece, f.received_at AS said_at
    FROM insight_highlight h JOIN insight_feedback f ON f.id = h.feedback_id
    WHERE f.merged_into_id IS NULL AND f.customer_id IS NOT NULL
    UNION ALL
    SELECT opportunity_id, customer_id, NULL, made_at FROM insight_vote WHERE customer_id IS NOT NULL
) AS said GROUP BY opportunity_id, customer_id""",
    "insight_heard": """
SELECT row_number() OVER (ORDER BY opportunity_id, month) AS id, opportunity_id, month,
    count(DISTINCT piece)::integer AS pieces
FROM (
    SELECT h.opportunity_id, f.id AS piece,
        date_trunc('month', f.received_at AT TIME ZONE 'UTC')::date AS month
    FROM insight_highlight h JOIN insight_feedback f ON f.id = h.feedback_id WHERE f.merged_into_id IS NULL
) AS said GROUP BY opportunity_id, month""",
    "insight_outcome": """
SELECT f.id AS feedback_id, f.customer_id, f.product_id,
    (CASE WHEN best.state >= 3 THEN best.state
          WHEN f.state = 'set_aside' OR best.state = 1 THEN 1
          WHEN f.answered_at IS NOT NULL THEN 2
          ELSE 0 END)::smallint AS became,
    CASE WHEN f.state <> 'set_aside' OR f.answered_at IS NOT NULL THEN f.reply_by END AS reply_by,
    f.answered_at
FROM insight_feedback f
LEFT JOIN (
    SELECT h.feedback_id,
        max(CASE p.state WHEN 'solved' THEN 5 WHEN 'in_delivery' THEN 4 WHEN 'planned' THEN 3
                         WHEN 'declined' THEN 1 WHEN 'parked' THEN 1 ELSE 0 END) AS state
    FROM insight_highlight h JOIN insight_opportunity p ON p.id = h.opportunity_id
    WHERE p.merged_into_id IS NULL GROUP BY h.feedback_id
) AS best ON best.feedback_id = f.id
WHERE f.merged_into_id IS NULL AND f.customer_id IS NOT NULL""",
    "insight_statestep": "SELECT * FROM public.insight_statestep WHERE changed_at <= %(moment)s",
    "insight_answer": "SELECT * FROM public.insight_answer WHERE answered_at <= %(moment)s",
    "insight_suggestion": "SELECT * FROM public.insight_suggestion WHERE made_at <= %(moment)s",
    # Groups are made of what waits now.
    "insight_group": "SELECT * FROM public.insight_group WHERE false",
    "insight_groupmember": "SELECT * FROM public.insight_groupmember WHERE false",
}
