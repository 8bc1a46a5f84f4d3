"""What a person decides about a merge beyond the rows themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.backends.utils import CursorWrapper
from django.db.models import Q
from django.db.models.functions import Lower

from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.planning.models import Feature

OPEN = """
CREATE TEMPORARY TABLE chosen_feature (parent text, feature text, feature_id bigint, feature_key text)
ON COMMIT DROP"""
# A chosen feature is one that is here, or one of the file, or else new: it comes with the first row of its own.
IN_THE_FILE = """
UPDATE chosen_feature AS chosen SET feature_key = there.key FROM incoming AS there
WHERE chosen.feature_id IS NULL AND (lower(there.key) = lower(chosen.feature)
    OR there.kind = 'feature' AND lower(chosen.feature) IN (lower(there.name), lower(there.alias)))"""
KEY_OF_NEW = """
UPDATE chosen_feature SET feature_key = left(%(source)s || ':' || feature, 120)
WHERE feature_id IS NULL AND feature_key IS NULL"""
NEW = """
INSERT INTO incoming (place, line, kind, key, tracker_id, name, alias, problem, state, team, product, release,
    assignee, url, parent, row)
SELECT (SELECT max(place) FROM incoming) + row_number() OVER (), min(row.line), 'feature', chosen.feature_key,
    '', left(min(chosen.feature), 300), '', '', 'planned', '', '', '', '', '', '', ''
FROM incoming AS row JOIN chosen_feature AS chosen USING (parent)
WHERE row.kind = 'item' AND chosen.feature_id IS NULL
    AND NOT EXISTS (SELECT FROM incoming AS there WHERE there.key = chosen.feature_key)
GROUP BY chosen.feature_key"""


@dataclass(frozen=True, slots=True)
class Choices:
    """Where nothing is chosen, rows without a feature stay so, and what was changed here stays."""

    features: Mapping[str, str] = field(default_factory=dict)
    """Parent as written, "" where none is -> the feature of its rows, as the parent is nowhere: the key or the
    name of one that is here or in the file, else the name of a new one."""
    theirs: frozenset[str] = frozenset()
    """Words of fields in which the file wins wherever both sides changed."""
    theirs_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key -> words of fields in which the file wins in this row."""
    closed_before: date | None = None
    """Rows that were closed before this day stay out."""

    def keys_of(self, word: str) -> list[str]:
        """The rows in which the file wins this field."""
        return [key for key, words in self.theirs_of.items() if word in words]


def keep_features(cursor: CursorWrapper, actor: Member, source: str, choices: Choices) -> None:
    """The chosen features, beside the rows that wait. Refused where a name stands for several."""
    cursor.execute(OPEN)
    said = {parent: feature.strip() for parent, feature in choices.features.items() if feature.strip()}
    if not said:
        return
    ours = _ours(actor, set(said.values()))
    for parent, feature in said.items():
        known = ours.get(feature.lower())
        cursor.execute("INSERT INTO chosen_feature VALUES (%s, %s, %s)", [parent[:500], feature, known])
    for statement in (IN_THE_FILE, KEY_OF_NEW, NEW):
        cursor.execute(statement, {"source": source})


def _ours(actor: Member, wanted: set[str]) -> dict[str, int]:
    """Ids of the features here by what a person calls them, in small letters; a key goes before a name."""
    words = [text.lower() for text in wanted]
    known = Feature.objects.visible_to(actor).alias(called=Lower("name"), keyed=Lower("tracker_key"))
    found = list(
        known.filter(Q(called__in=words) | Q(keyed__in=words)).values_list("pk", "name", "tracker_key")
    )
    keys = {key.lower(): pk for pk, _, key in found if key}
    names: dict[str, int] = {}
    for pk, name, _ in found:
        word = name.lower()
        if names.setdefault(word, pk) != pk and word in words and word not in keys:
            raise Refused(f"Two features are called “{name}”. Name the one that you mean by its key.")
    return names | keys
