"""Estimates and inputs for every feature that is weighed, under RICE: written as rows, being thousands."""

from django.db import connection

SAID = """
INSERT INTO planning_scoremodel (name, method, formula, reach_of, reach_per, is_default, position)
SELECT 'RICE', 'rice', '', 'users', 'quarter', true, 0 WHERE NOT EXISTS (SELECT FROM planning_scoremodel);
UPDATE planning_feature SET estimate_low = 1 + id % 3, estimate_likely = 4 + id % 4, estimate_high = 9 + id % 11
WHERE estimate_likely IS NULL;
INSERT INTO planning_input (feature_id, field, low, likely, high, live, evidence, said_at)
SELECT feature.id, said.field, said.low * (1 + feature.id % 17), said.likely * (1 + feature.id % 17),
    said.high * (1 + feature.id % 17), '', '', now()
FROM planning_feature AS feature,
    (VALUES ('reach', 100, 300, 900), ('impact', 0.05, 0.1, 0.2)) AS said (field, low, likely, high)
WHERE feature.state = 'planned';
INSERT INTO planning_input (feature_id, field, low, likely, high, live, evidence, said_at)
SELECT id, 'confidence', 0.8, 0.8, 0.8, '', '', now() FROM planning_feature WHERE state = 'planned';
ANALYZE
"""


def fill() -> int:
    """Say something of each; one of their numbers, to ask for."""
    with connection.cursor() as cursor:
        cursor.execute(SAID)
        cursor.execute("SELECT min(id) FROM planning_feature WHERE state = 'planned'")
        return int(cursor.fetchone()[0])
