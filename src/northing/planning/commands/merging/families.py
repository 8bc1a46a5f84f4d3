"""Who belongs to whom: a parent is given as a key, a number or a title, and may be a parent's parent."""

DEEPEST = 6  # epic, story, sub-task and a few more; a circle in the file ends here

COMPARED = "batch, kind, key, tracker_id, alias, parent, feature_key, is_copy"

LATER_ROWS_COUNT = """
UPDATE planning_incoming AS incoming SET is_copy = true
FROM (SELECT id, row_number() OVER (PARTITION BY key ORDER BY line DESC) AS place
      FROM planning_incoming WHERE batch = %(batch)s) AS ordered
WHERE incoming.id = ordered.id AND ordered.place > 1"""

# An item's parent by key, by the tracker's number, by title; then features that came with an earlier file.
FIND_PARENTS = """
UPDATE planning_incoming AS incoming SET feature_key = found.key
FROM (
    SELECT DISTINCT ON (child.parent) child.parent, candidate.key
    FROM (SELECT DISTINCT parent FROM planning_incoming WHERE batch = %(batch)s AND parent <> '') AS child
    JOIN (
        SELECT key, key AS handle, 1 AS trust FROM planning_incoming WHERE batch = %(batch)s AND NOT is_copy
        UNION ALL SELECT key, tracker_id, 2 FROM planning_incoming
            WHERE batch = %(batch)s AND NOT is_copy AND tracker_id <> ''
        UNION ALL SELECT tracker_key, tracker_key, 3 FROM planning_feature WHERE tracker_key <> ''
        UNION ALL SELECT key, alias, 4 FROM planning_incoming
            WHERE batch = %(batch)s AND NOT is_copy AND alias <> ''
        UNION ALL SELECT key, name, 5 FROM planning_incoming
            WHERE batch = %(batch)s AND NOT is_copy AND kind = 'feature'
    ) AS candidate ON candidate.handle = child.parent
    ORDER BY child.parent, candidate.trust, candidate.key
) AS found
WHERE incoming.batch = %(batch)s AND incoming.parent = found.parent AND incoming.key <> found.key"""

# One step up for items whose parent is an item; repeated until nothing moves.
CLIMB = """
UPDATE planning_incoming AS incoming SET feature_key = parent.feature_key
FROM planning_incoming AS parent
WHERE incoming.batch = %(batch)s AND parent.batch = %(batch)s AND parent.key = incoming.feature_key
    AND NOT parent.is_copy AND parent.kind = 'item' AND incoming.kind = 'item'
    AND incoming.feature_key <> parent.feature_key"""

# A file without features: every row that belongs to no other is one, with itself as its first item.
ROWS_ARE_FEATURES = """
INSERT INTO planning_incoming (batch, line, kind, key, tracker_id, name, alias, problem, state, created_at,
    started_at, done_at, due_on, team, product, release, assignee, url, parent, estimate_low, estimate_likely,
    estimate_high, row, feature_key, is_copy)
SELECT batch, line, 'feature', key, tracker_id, name, alias, problem, state, created_at,
    started_at, done_at, due_on, team, product, release, assignee, url, '', estimate_low, estimate_likely,
    estimate_high, row, '', false
FROM planning_incoming WHERE batch = %(batch)s AND kind = 'item' AND NOT is_copy AND feature_key = ''"""
OWN_FEATURE = """
UPDATE planning_incoming SET feature_key = key
WHERE batch = %(batch)s AND kind = 'item' AND NOT is_copy AND feature_key = ''"""

# A feature without a team of its own is its items' team's: the one that does most of them.
TEAM_OF_ITEMS = """
UPDATE planning_incoming AS feature SET team = usual.team
FROM (SELECT feature_key, mode() WITHIN GROUP (ORDER BY team) AS team FROM planning_incoming
      WHERE batch = %(batch)s AND kind = 'item' AND NOT is_copy AND team <> '' GROUP BY feature_key) AS usual
WHERE feature.batch = %(batch)s AND feature.kind = 'feature' AND feature.team = ''
    AND feature.key = usual.feature_key"""

# A feature whose first item was started has been started.
START_OF_ITEMS = """
UPDATE planning_incoming AS feature SET started_at = first.started_at
FROM (SELECT feature_key, min(coalesce(started_at, done_at)) AS started_at FROM planning_incoming
      WHERE batch = %(batch)s AND kind = 'item' AND NOT is_copy GROUP BY feature_key) AS first
WHERE feature.batch = %(batch)s AND feature.kind = 'feature' AND feature.started_at IS NULL
    AND feature.state IN ('building', 'shipped') AND feature.key = first.feature_key"""
