"""The merge itself, step by step, and the look at what it would do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.organisation.history import recorded
from northing.organisation.models import Member, Team
from northing.planning import policies
from northing.planning.commands.items import recount
from northing.planning.commands.merging import families, promises, releases
from northing.planning.commands.merging.choices import Choices, keep_features
from northing.planning.commands.merging.effects import effects
from northing.planning.commands.merging.fields import WORDS
from northing.planning.commands.merging.history import hold, triggers_silent
from northing.planning.commands.merging.links import link
from northing.planning.commands.merging.questions import conflicts, lost_rows
from northing.planning.commands.merging.targets import FEATURES, ITEMS, Target
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.forecasts.standing import standing_chances
from northing.planning.models import Feature, Release
from northing.portfolio.models import Product

LARGEST_CHANGES = 12
ONE_AT_A_TIME = 7302  # the advisory lock under which two merges never see half of each other
# For this transaction: joins in memory, and no compiling of statements that run once.
ROOM_TO_WORK = "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"
# Of an earlier merge in the same transaction.
DROP_EARLIER = "DROP TABLE IF EXISTS merging_family, merging_usual, merging_name, chosen_feature"
NOTHING_CHOSEN = Choices()
Tell = Callable[[str], None]


@dataclass(slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Merged:
    """What a merge did, or would do."""

    rows: Counts = field(default_factory=Counts)
    """Rows of the file: one that makes a feature and its item counts once."""
    features: Counts = field(default_factory=Counts)
    items: Counts = field(default_factory=Counts)
    teams: int = 0
    products: int = 0
    releases: int = 0
    promises: int = 0
    links: int = 0
    refused_links: list[str] = field(default_factory=list)
    kept: int = 0
    """Fields that changed on both sides, where ours stays."""
    copies: int = 0
    """Rows whose key comes again later in the file."""
    old: int = 0
    """Rows that were closed too long ago to be wanted."""
    lost: list[dict[str, Any]] = field(default_factory=list)
    """Parents that are nowhere; see `questions`."""
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    """The first fields that changed on both sides; see `questions`."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    """The first few rows of ours that change, with what changes."""
    effects: list[dict[str, Any]] = field(default_factory=list)
    """Of a look: the promises whose chance would change most, from what to what."""
    unmoved: int = 0
    """Of a look: the other promises."""


def say_nothing(step: str) -> None:
    """For callers that do not follow along."""


class _LookedEnough(Exception):
    """Ends a look: everything it did is rolled back."""


def merge(
    *,
    actor: Member,
    batch: int,
    source: str,
    reason: str,
    choices: Choices = NOTHING_CHOSEN,
    tell: Tell = say_nothing,
) -> Merged:
    """Merge what waits, as `batch`. All of it or nothing; the same rows again change nothing."""
    if not policies.may_plan(actor):
        raise NotAllowed("Data is brought in by product managers. Ask a head of product.")
    with recorded(actor=actor, command="planning.merge", reason=reason):
        merged = _merge(actor, batch, source, choices, tell)
        ask_forecast(actor=actor)
    return merged


def look_before(
    *, actor: Member, batch: int, source: str, choices: Choices = NOTHING_CHOSEN, tell: Tell = say_nothing
) -> Merged:
    """What `merge` would do: it is done, counted and rolled back, so the numbers can't differ."""
    if not policies.may_plan(actor):
        raise NotAllowed("Data is brought in by product managers. Ask a head of product.")
    merged = Merged()
    try:
        with recorded(actor=actor, command="planning.look_before"):
            before = standing_chances()
            merged = _merge(actor, batch, source, choices, tell)
            if before:
                tell("Forecasts")
                merged.effects, merged.unmoved = effects(actor, before, standing_chances())
            raise _LookedEnough
    except _LookedEnough:
        return merged


def _merge(actor: Member, batch: int, source: str, choices: Choices, tell: Tell) -> Merged:
    merged = Merged()
    values: dict[str, Any] = {
        "batch": batch,
        "source": source,
        "now": clock.now(),
        "actor": actor.pk,
        "why": "Due date in the file",
        "last_rank": Feature.objects.aggregate(last=Max("rank"))["last"] or 0,
        "closed_before": choices.closed_before,
        "dates_win": "commitment" in choices.theirs,
        **{f"theirs_{word}": choices.keys_of(word) for word in WORDS},
    }
    with connection.cursor() as cursor:
        tell("Waiting for its turn")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(ROOM_TO_WORK)
        tell("Finding parents")
        cursor.execute(DROP_EARLIER)
        keep_features(cursor, actor, source, choices)
        _find_families(cursor, values, merged)
        tell("Teams, products and releases")
        _make_names(cursor, merged)
        cursor.execute(releases.DAYS, values)
        tell("Features")
        _merge_into(FEATURES, merged.features, cursor, values, choices, merged)
        tell("Items")
        hold(cursor, Feature, "tracker_key IN (SELECT feature_key FROM merging_family)")
        _merge_into(ITEMS, merged.items, cursor, values, choices, merged)
        _count_rows(merged.rows, cursor)
        cursor.execute(
            "SELECT feature_id FROM merging_item WHERE feature_id IS NOT NULL"
            " UNION SELECT our_id FROM merging_feature WHERE our_id IS NOT NULL"
        )
        recount([row[0] for row in cursor.fetchall()])
        tell("Commitments")
        cursor.execute(promises.REPLACE, values)
        cursor.execute(promises.PROMISE, values)
        merged.promises = cursor.rowcount
        cursor.execute(promises.CLOSE, values)
        cursor.execute(promises.ON_FEATURE, values)
        tell("Dependencies")
        merged.links, merged.refused_links = link(cursor)
    return merged


def _find_families(cursor: CursorWrapper, values: dict[str, Any], merged: Merged) -> None:
    cursor.execute(families.FIND)
    cursor.execute("ANALYZE merging_family (kind, key, feature_key)")
    cursor.execute(families.COUNTS)
    merged.copies, features = cursor.fetchone()
    if not features:
        cursor.execute(families.ROWS_ARE_FEATURES)
        cursor.execute(families.OWN_FEATURE)
    for _ in range(families.DEEPEST):
        cursor.execute(families.CLIMB)
        if cursor.rowcount == 0:
            break
    cursor.execute(families.USUAL)
    if values["closed_before"]:
        merged.old = _leave_old(cursor, values)
    merged.lost = lost_rows(cursor)


def _leave_old(cursor: CursorWrapper, values: dict[str, Any]) -> int:
    """How many rows were closed too long ago: one that makes a feature and its item counts once."""
    cursor.execute(families.ROWS)
    before = cursor.fetchone()[0]
    cursor.execute(families.LEAVE_OLD_ITEMS, values)
    cursor.execute(families.LEAVE_OLD_FEATURES, values)
    cursor.execute(families.ROWS)
    return int(before - cursor.fetchone()[0])


def _make_names(cursor: CursorWrapper, merged: Merged) -> None:
    """Teams, products and releases that the file names and we do not have; case makes no difference."""
    cursor.execute(families.NAMES)
    named = cursor.fetchall()
    merged.teams = _make(sorted({team for team, _, _ in named if team}), Team, {})
    merged.products = _make(sorted({product for _, product, _ in named if product}), Product, {})
    merged.releases = _make(sorted({release for *_, release in named if release}), Release, {"product": None})
    for model in (Team, Product, Release):
        hold(cursor, model)
    cursor.execute(families.NAMED)


def _make(names: list[str], model: type[Team] | type[Product] | type[Release], scope: dict[str, Any]) -> int:
    manager = model._default_manager
    known = {name.lower() for name in manager.filter(**scope).values_list("name", flat=True)}
    made = 0
    for name in names:
        if name.lower() not in known:
            manager.create(name=name, **scope)
            known.add(name.lower())
            made += 1
    return made


def _merge_into(
    target: Target,
    counts: Counts,
    cursor: CursorWrapper,
    values: dict[str, Any],
    choices: Choices,
    merged: Merged,
) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {target.staged}")  # as above
    cursor.execute(target.compare(choices), values)
    cursor.execute(
        f"SELECT count(*) FILTER (WHERE our_id IS NULL), count(*) FILTER (WHERE differs), count(*), "
        f"coalesce(sum(conflicts), 0), coalesce(sum(yielded), 0), count(said_before) FROM {target.staged}"
    )
    counts.created, counts.updated, total, changed_on_both, yielded, came_before = cursor.fetchone()
    counts.skipped = total - counts.created - counts.updated
    merged.kept += changed_on_both - yielded
    if changed_on_both:
        merged.conflicts += conflicts(target, choices, cursor)
    merged.changes += _largest_changes(target, cursor)
    with triggers_silent(cursor, target.model):
        cursor.execute(target.insert(), values)
        cursor.execute(target.update(), values)
    of_known, of_new = target.remember()
    if came_before:
        cursor.execute(of_known, values)
    cursor.execute(of_new, values)


def _count_rows(counts: Counts, cursor: CursorWrapper) -> None:
    cursor.execute(
        "SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE differs AND NOT created), count(*)"
        " FROM (SELECT bool_or(our_id IS NULL) AS created, bool_or(differs) AS differs"
        " FROM (SELECT line, our_id, differs FROM merging_feature"
        " UNION ALL SELECT line, our_id, differs FROM merging_item) AS both_kinds GROUP BY line) AS lines"
    )
    counts.created, counts.updated, total = cursor.fetchone()
    counts.skipped = total - counts.created - counts.updated


def _largest_changes(target: Target, cursor: CursorWrapper) -> list[dict[str, Any]]:
    """A few of the rows that change, features before items, for a person to look at."""
    shown = [
        one for one in target.fields if not one.column.endswith(("_id", "_url")) and one.column != "problem"
    ]
    pairs = ", ".join(f"mine.{one.column}::text, merged.{one.column}::text" for one in shown)
    cursor.execute(
        f"SELECT merged.key, mine.name, {pairs} FROM {target.staged} AS merged"
        f" JOIN {target.table} AS mine ON mine.id = our_id WHERE differs ORDER BY line LIMIT {LARGEST_CHANGES}"
    )
    changes = []
    for key, name, *texts in cursor.fetchall():
        before_after = zip(shown, texts[::2], texts[1::2], strict=True)
        for one, before, after in before_after:
            if before != after:
                changes.append({"key": key, "name": name, "field": one.column, "from": before, "to": after})
    return changes
