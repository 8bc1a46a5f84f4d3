"""Due dates of the file become commitments, closed with what happened."""

# A due date that moved in the file replaces the open promise, unless the promise was moved here since and
# nobody wants the file's date.
REPLACE = """
UPDATE planning_commitment AS promise SET replaced_at = %(now)s
FROM planning_feature AS feature JOIN merging_feature AS merged ON merged.key = feature.tracker_key
WHERE promise.feature_id = feature.id AND promise.outcome = '' AND promise.replaced_at IS NULL
    AND merged.due_on IS NOT NULL AND promise.due_on <> merged.due_on
    AND (promise.due_on = (merged.said_before->>'due_on')::date
        OR (%(dates_win)s OR merged.key = ANY(%(theirs_commitment)s))
            AND merged.due_on IS DISTINCT FROM (merged.said_before->>'due_on')::date)"""

# A promise that comes with the file is taken to be as old as its row: nothing else is known about when.
PROMISE = """
INSERT INTO planning_commitment
    (feature_id, due_on, made_at, made_by_id, made_to, reason, outcome, what_happened)
SELECT feature.id, merged.due_on,
    CASE WHEN merged.said_before IS NULL THEN least(coalesce(merged.created_at, %(now)s), %(now)s)
         ELSE %(now)s END,
    %(actor)s, '', %(why)s, '', ''
FROM merging_feature AS merged JOIN planning_feature AS feature ON feature.tracker_key = merged.key
WHERE merged.due_on IS NOT NULL AND merged.due_on IS DISTINCT FROM (merged.said_before->>'due_on')::date
    AND NOT EXISTS (SELECT FROM planning_commitment AS other WHERE other.feature_id = feature.id
        AND (other.due_on = merged.due_on OR (other.replaced_at IS NULL AND other.outcome = '')))"""

CLOSE = """
UPDATE planning_commitment AS promise
SET outcome = CASE WHEN feature.state = 'dropped' THEN 'withdrawn'
                   WHEN feature.shipped_on <= promise.due_on THEN 'held' ELSE 'missed' END,
    finished_on = CASE WHEN feature.state = 'shipped' THEN feature.shipped_on END,
    closed_at = %(now)s
FROM planning_feature AS feature JOIN merging_feature AS merged ON merged.key = feature.tracker_key
WHERE promise.feature_id = feature.id AND promise.outcome = ''
    AND (feature.state = 'dropped' OR (feature.state = 'shipped' AND feature.shipped_on IS NOT NULL))"""

ON_FEATURE = """
UPDATE planning_feature AS feature SET due_on = promise.due_on
FROM merging_feature AS merged
JOIN planning_feature AS mine ON mine.tracker_key = merged.key
LEFT JOIN planning_commitment AS promise
    ON promise.feature_id = mine.id AND promise.outcome = '' AND promise.replaced_at IS NULL
WHERE feature.id = mine.id AND feature.due_on IS DISTINCT FROM promise.due_on"""
