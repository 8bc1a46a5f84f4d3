"""Links of the file become dependencies between features; a circle of needs is refused with its names."""

from collections import defaultdict

from django.db.backends.utils import CursorWrapper

from northing.planning.models import Dependency, DependencyKind

# Items stand for their feature: a story that blocks a story makes its epic wait for the other's. Some tools
# name the other by its title, which counts where only one row has it.
BETWEEN_FEATURES = """
WITH named AS (
    SELECT key FROM incoming_link
    UNION SELECT other FROM incoming_link
), titled AS (
    SELECT name, min(key) AS key FROM incoming WHERE name IN (SELECT key FROM named)
    GROUP BY name HAVING count(DISTINCT key) = 1
), meant AS (
    SELECT named.key, coalesce(feature.id, item.feature_id) AS feature_id
    FROM (SELECT named.key, coalesce(titled.key, named.key) AS there
        FROM named LEFT JOIN titled ON titled.name = named.key) AS named
    LEFT JOIN planning_feature AS feature ON feature.tracker_key = named.there AND feature.tracker_key <> ''
    LEFT JOIN planning_item AS item ON item.tracker_key = named.there AND item.tracker_key <> ''
)
SELECT DISTINCT feature.id, other.id, link.kind, feature.name, other.name
FROM incoming_link AS link
JOIN meant ON meant.key = link.key JOIN planning_feature AS feature ON feature.id = meant.feature_id
JOIN meant AS others ON others.key = link.other JOIN planning_feature AS other ON other.id = others.feature_id
WHERE feature.id <> other.id
ORDER BY 1, 2, 3"""


def link(cursor: CursorWrapper) -> tuple[int, list[str]]:
    """How many dependencies are new, and the sentence for each that would close a circle."""
    cursor.execute(BETWEEN_FEATURES)
    wanted = cursor.fetchall()
    known = set(Dependency.objects.values_list("feature_id", "other_id", "kind"))
    needs: defaultdict[int, set[int]] = defaultdict(set)
    for feature, other, kind in known:
        if kind == DependencyKind.NEEDS:
            needs[feature].add(other)
    fresh, refused = [], []
    for feature, other, kind, name, other_name in wanted:
        if (feature, other, kind) in known:
            continue
        if kind == DependencyKind.NEEDS:
            if _reaches(needs, other, feature):
                refused.append(
                    f"“{name}” needs “{other_name}”, which already needs it: a circle would never start."
                )
                continue
            needs[feature].add(other)
        fresh.append(Dependency(feature_id=feature, other_id=other, kind=kind))
    Dependency.objects.bulk_create(fresh, batch_size=2000)
    return len(fresh), refused


def _reaches(needs: dict[int, set[int]], start: int, end: int) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        for there in needs.get(here, ()):
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return False
