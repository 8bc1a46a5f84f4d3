"""Our tables that rows merge into, and the statements that compare, write and remember."""

from dataclasses import dataclass

from django.db.models import Model

from northing.planning.commands.merging.choices import Choices
from northing.planning.commands.merging.fields import COMMITMENT, FEATURE_FIELDS, ITEM_FIELDS, Field
from northing.planning.commands.merging.history import with_events
from northing.planning.models import Feature, Item


@dataclass(frozen=True, slots=True)
class Target:
    """One of our tables that rows merge into."""

    kind: str
    model: type[Model]
    fields: tuple[Field, ...]
    more_columns: tuple[tuple[str, str], ...] = ()
    """Columns that only a new row needs, with their values."""
    more_conflicts: tuple[Field, ...] = ()
    """What else can change on both sides, and is written elsewhere."""
    joins: str = ""
    team: str = "incoming.team"

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def staged(self) -> str:
        return f"merging_{self.kind}"

    @property
    def columns(self) -> str:
        return ", ".join(field.column for field in self.fields)

    def compare(self, choices: Choices) -> str:
        """A temporary table of this kind's rows: ours when there is one, the merged values, what is new.

        `our_id` is empty for rows to create, which have the `id` that they will get; `differs` says that ours
        would change; `conflicts` counts the fields that were changed on both sides, and `yielded` those of
        them where the file wins.
        """
        news = ",\n".join(f"{field.value} AS new_{field.column}" for field in self.fields)
        said = ", ".join(f"'{field.column}', {field.new}" for field in self.fields)
        merged = ",\n".join(
            f"CASE WHEN mine.id IS NULL OR {field.follows(choices)}"
            f" THEN {field.new} ELSE mine.{field.column} END AS {field.column}"
            for field in self.fields
        )
        differs = "\nOR ".join(
            f"(({field.follows(choices)}) AND {field.new} IS DISTINCT FROM mine.{field.column})"
            for field in self.fields
        )
        both = (*self.fields, *self.more_conflicts)
        conflicts = " + ".join(f"{field.in_conflict}::int" for field in both)
        yields = " + ".join(f"{chosen}::int" for field in both if (chosen := field.yields(choices))) or "0"
        return f"""
CREATE TEMPORARY TABLE {self.staged} ON COMMIT DROP AS
WITH new AS (
    SELECT incoming.place, incoming.line, incoming.key, incoming.created_at,
        incoming.due_on AS new_due_on, {news}
    FROM merging_family AS family JOIN incoming USING (place)
    {self.joins}
    LEFT JOIN merging_name AS team ON team.kind = 'team' AND team.name = {self.team}
    LEFT JOIN merging_name AS product ON product.kind = 'product' AND product.name = incoming.product
    LEFT JOIN merging_name AS release ON release.kind = 'release' AND release.name = incoming.release
    WHERE family.kind = '{self.kind}'
)
SELECT new.place, new.line, new.key, new.created_at, new.new_due_on AS due_on, {merged},
    origin.said AS said_before, jsonb_build_object({said}, 'due_on', new.new_due_on) AS said,
    mine.id AS our_id,
    coalesce(mine.id, nextval((SELECT pg_get_serial_sequence('{self.table}', 'id')::regclass))) AS id,
    CASE WHEN mine.id IS NULL THEN false ELSE {differs} END AS differs,
    CASE WHEN mine.id IS NULL OR origin.said IS NULL THEN 0 ELSE {conflicts} END AS conflicts,
    CASE WHEN mine.id IS NULL OR origin.said IS NULL THEN 0 ELSE {yields} END AS yielded
FROM new
LEFT JOIN {self.table} AS mine ON mine.tracker_key = new.key AND mine.tracker_key <> ''
LEFT JOIN planning_origin AS origin ON origin.kind = '{self.kind}' AND origin.key = new.key"""

    def insert(self) -> str:
        always = (("id", "id"), ("tracker_key", "key"), ("created_at", "coalesce(created_at, %(now)s)"))
        names, values = zip(*self.more_columns, *always, strict=True)
        statement = f"""
INSERT INTO {self.table} AS mine ({self.columns}, {", ".join(names)})
SELECT {self.columns}, {", ".join(values)}
FROM {self.staged} WHERE our_id IS NULL ORDER BY place"""
        return with_events(self.model, "insert", statement)

    def update(self) -> str:
        pairs = ", ".join(f"{field.column} = merged.{field.column}" for field in self.fields)
        statement = (
            f"UPDATE {self.table} AS mine SET {pairs} FROM {self.staged} AS merged"
            " WHERE mine.id = our_id AND differs"
        )
        return with_events(self.model, "update", statement)

    def remember(self) -> tuple[str, str]:
        """Keep what the file said, for the next time: of rows that came before, and of new ones."""
        known = f"""
UPDATE planning_origin AS origin SET source = %(source)s, batch = %(batch)s, line = merged.line,
    said_before = origin.said, said = merged.said, row = incoming.row, {self.kind}_id = merged.id
FROM {self.staged} AS merged JOIN incoming USING (place)
WHERE origin.kind = '{self.kind}' AND origin.key = merged.key AND merged.said_before <> merged.said"""
        new = f"""
INSERT INTO planning_origin (source, key, kind, {self.kind}_id, batch, line, said, row)
SELECT %(source)s, merged.key, '{self.kind}', merged.id, %(batch)s, merged.line, merged.said, incoming.row
FROM {self.staged} AS merged JOIN incoming USING (place) WHERE merged.said_before IS NULL"""
        return known, new


FEATURES = Target(
    kind="feature",
    model=Feature,
    fields=FEATURE_FIELDS,
    more_columns=(
        ("public_name", "''"),
        ("rank", "%(last_rank)s + line"),
        ("items_total", "0"),
        ("items_done", "0"),
    ),
    more_conflicts=(COMMITMENT,),
    joins="LEFT JOIN merging_usual AS usual ON usual.key = family.key",
    team="coalesce(nullif(incoming.team, ''), usual.team)",
)
ITEMS = Target(
    kind="item",
    model=Item,
    fields=ITEM_FIELDS,
    joins="LEFT JOIN planning_feature AS feature"
    " ON family.feature_key <> '' AND feature.tracker_key = family.feature_key"
    " LEFT JOIN planning_feature AS chosen ON chosen.id = family.chosen_id",
)
