"""Who belongs to whom: a parent is given as a key, a number or a title, and may be a parent's parent.

Kept beside the rows as they came, which are wide: so little is written when a step moves them all.
"""

DEEPEST = 6  # epic, story, sub-task and a few more; a circle in the file ends here

# Of rows with the same key the last one counts. An item's parent is found by key, by the tracker's number (of
# which a spreadsheet may have made 500.0), by title; then among features that came with an earlier file. The
# title of an item names it only where no other item has it. `lost` is a parent that is nowhere, "" where none
# is named; then the feature that a person chose stands in, `chosen_id` where it is one of ours.
FIND = """
CREATE TEMPORARY TABLE merging_family ON COMMIT DROP AS
WITH named AS MATERIALIZED (
    SELECT DISTINCT parent FROM incoming WHERE parent <> ''
), counted AS MATERIALIZED (
    SELECT DISTINCT ON (key) place, kind, key, tracker_id, alias, parent,
        CASE WHEN kind = 'feature' OR name IN (SELECT parent FROM named) THEN name ELSE '' END AS title,
        team, product, release, coalesce(started_at, done_at) AS started_at
    FROM incoming ORDER BY key, line DESC, place DESC
), found AS (
    SELECT DISTINCT ON (child.parent) child.parent, candidate.key
    FROM (
        SELECT parent, parent AS said FROM named
        UNION SELECT parent, upper(parent) FROM named
        UNION SELECT parent, regexp_replace(parent, '^#|[.]0$', '', 'g') FROM named
    ) AS child
    JOIN (
        SELECT key, key AS handle, 1 AS trust FROM counted
        UNION ALL SELECT key, tracker_id, 2 FROM counted WHERE tracker_id <> ''
        UNION ALL SELECT tracker_key, tracker_key, 3 FROM planning_feature WHERE tracker_key <> ''
        UNION ALL SELECT key, alias, 4 FROM counted WHERE alias <> ''
        UNION ALL SELECT key, title, 5 FROM counted WHERE title <> '' AND kind = 'feature'
        UNION ALL SELECT min(key), title, 6 FROM counted WHERE title <> '' AND kind = 'item'
            GROUP BY title HAVING count(*) = 1
    ) AS candidate ON candidate.handle = child.said
    ORDER BY child.parent, candidate.trust, candidate.key
)
SELECT counted.place, counted.kind, counted.key, coalesce(found.key, chosen.feature_key, '') AS feature_key,
    CASE WHEN found.key IS NULL AND counted.kind = 'item' THEN counted.parent END AS lost,
    chosen.feature_id AS chosen_id, counted.team, counted.product, counted.release, counted.started_at
FROM counted LEFT JOIN found ON found.parent = counted.parent AND found.key <> counted.key
LEFT JOIN chosen_feature AS chosen
    ON found.key IS NULL AND counted.kind = 'item' AND chosen.parent = counted.parent"""

# One step up for items whose parent is an item; repeated until nothing moves.
CLIMB = """
UPDATE merging_family AS child SET feature_key = parent.feature_key, chosen_id = parent.chosen_id
FROM merging_family AS parent
WHERE parent.key = child.feature_key AND parent.kind = 'item' AND child.kind = 'item'
    AND child.feature_key <> parent.feature_key"""

# Rows beside those that count, and features: those of the file, and ours that the file's items belong to.
COUNTS = """
SELECT (SELECT count(*) FROM incoming) - count(*), count(*) FILTER (
    WHERE kind = 'feature'
    OR (lost IS NULL AND feature_key <> '' AND feature_key NOT IN (SELECT key FROM merging_family)))
FROM merging_family"""

# A file without features: every row that belongs to no other is one, with itself as its first item.
ROWS_ARE_FEATURES = """
INSERT INTO merging_family (place, kind, key, feature_key, team, product, release, started_at)
SELECT place, 'feature', key, '', team, product, release, started_at
FROM merging_family WHERE kind = 'item' AND feature_key = '' AND chosen_id IS NULL"""
OWN_FEATURE = """
UPDATE merging_family SET feature_key = key WHERE kind = 'item' AND feature_key = '' AND chosen_id IS NULL"""

ROWS = "SELECT count(DISTINCT place) FROM merging_family"
# What was closed before a day stays out, and features of which nothing is left.
LEAVE_OLD_ITEMS = """
DELETE FROM merging_family AS old USING incoming WHERE incoming.place = old.place AND old.kind = 'item'
    AND incoming.state IN ('shipped', 'dropped') AND incoming.done_at < %(closed_before)s"""
LEAVE_OLD_FEATURES = """
DELETE FROM merging_family AS old USING incoming WHERE incoming.place = old.place AND old.kind = 'feature'
    AND incoming.state IN ('shipped', 'dropped') AND incoming.done_at < %(closed_before)s
    AND NOT EXISTS (
        SELECT FROM merging_family AS child WHERE child.kind = 'item' AND child.feature_key = old.key)"""

# What a feature takes from its items where it says nothing itself: the team that does most of them, and the
# start of the first.
USUAL = """
CREATE TEMPORARY TABLE merging_usual ON COMMIT DROP AS
SELECT feature_key AS key, mode() WITHIN GROUP (ORDER BY nullif(team, '')) AS team,
    min(started_at) AS started_at
FROM merging_family WHERE kind = 'item' AND feature_key <> '' GROUP BY feature_key"""

NAMES = """
SELECT team, product, release FROM merging_family GROUP BY GROUPING SETS ((team), (product), (release))"""

# Teams, products and releases by what the file calls them; case makes no difference.
NAMED = """
CREATE TEMPORARY TABLE merging_name ON COMMIT DROP AS
SELECT 'team' AS kind, said.name, ours.id
FROM (SELECT DISTINCT team AS name FROM merging_family WHERE team <> '') AS said
JOIN organisation_team AS ours ON lower(ours.name) = lower(said.name)
UNION ALL SELECT 'product', said.name, ours.id
FROM (SELECT DISTINCT product AS name FROM merging_family WHERE product <> '') AS said
JOIN portfolio_product AS ours ON lower(ours.name) = lower(said.name)
UNION ALL SELECT 'release', said.name, ours.id
FROM (SELECT DISTINCT release AS name FROM merging_family WHERE release <> '') AS said
JOIN planning_release AS ours ON lower(ours.name) = lower(said.name) AND ours.product_id IS NULL"""
