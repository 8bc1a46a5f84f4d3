"""Which columns come from outside, and the statement that compares their three values."""

from dataclasses import dataclass

from django.db.models import Model

from northing.planning.commands.merging.history import with_events
from northing.planning.models import Feature, Item


@dataclass(frozen=True, slots=True)
class Field:
    """A column of ours and the expression over `incoming` that fills it."""

    column: str
    type: str
    value: str


ITEM_STATE = (
    "CASE incoming.state WHEN 'shipped' THEN 'done' WHEN 'building' THEN 'doing' "
    "WHEN 'dropped' THEN 'dropped' ELSE 'todo' END"
)

FEATURE_FIELDS = (
    Field("name", "text", "left(incoming.name, 300)"),
    Field("problem", "text", "incoming.problem"),
    Field("state", "text", "incoming.state"),
    Field("team_id", "bigint", "team.id"),
    Field("product_id", "bigint", "product.id"),
    Field("release_id", "bigint", "release.id"),
    Field("started_on", "date", "least(incoming.started_at, incoming.done_at)::date"),
    Field("shipped_on", "date", "CASE WHEN incoming.state = 'shipped' THEN incoming.done_at::date END"),
    Field("estimate_low", "numeric", "incoming.estimate_low"),
    Field("estimate_likely", "numeric", "incoming.estimate_likely"),
    Field("estimate_high", "numeric", "incoming.estimate_high"),
    Field("tracker_url", "text", "incoming.url"),
)
ITEM_FIELDS = (
    Field("name", "text", "incoming.name"),
    Field("state", "text", ITEM_STATE),
    Field("feature_id", "bigint", "feature.id"),
    Field("team_id", "bigint", "coalesce(team.id, feature.team_id)"),
    Field("release_id", "bigint", "release.id"),
    Field("assignee", "text", "incoming.assignee"),
    Field("started_at", "timestamptz", "least(incoming.started_at, incoming.done_at)"),
    Field("done_at", "timestamptz", "CASE WHEN incoming.state = 'shipped' THEN incoming.done_at END"),
    Field("tracker_url", "text", "incoming.url"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """One of our tables that rows merge into."""

    kind: str
    model: type[Model]
    fields: tuple[Field, ...]
    more_columns: tuple[tuple[str, str], ...] = ()
    """Columns that only a new row needs, with their values."""
    joins: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def staged(self) -> str:
        return f"merging_{self.kind}"

    @property
    def columns(self) -> str:
        return ", ".join(field.column for field in self.fields)

    def compare(self) -> str:
        """A temporary table of this kind's rows: ours when there is one, the merged values, what is new.

        `our_id` is empty for rows to create; `differs` says that ours would change; `kept` counts the fields
        that were changed on both sides, where ours stays.
        """
        news = ",\n".join(f"{field.value} AS new_{field.column}" for field in self.fields)
        said = ", ".join(f"'{field.column}', new_{field.column}" for field in self.fields)
        merged = ",\n".join(
            f"CASE WHEN mine.id IS NULL OR mine.{field.column} IS NOT DISTINCT FROM {_said(field)}"
            f" THEN new.new_{field.column} ELSE mine.{field.column} END AS {field.column}"
            for field in self.fields
        )
        kept = " + ".join(
            f"(mine.{field.column} IS DISTINCT FROM {_said(field)}"
            f" AND new.new_{field.column} IS DISTINCT FROM {_said(field)}"
            f" AND new.new_{field.column} IS DISTINCT FROM mine.{field.column})::int"
            for field in self.fields
        )
        ours = ", ".join(f"mine.{field.column}" for field in self.fields)
        merged_row = ", ".join(f"merged.{field.column}" for field in self.fields)
        return f"""
CREATE TEMPORARY TABLE {self.staged} ON COMMIT DROP AS
WITH new AS (
    SELECT incoming.line, incoming.key, incoming.created_at, incoming.due_on, {news}
    FROM planning_incoming AS incoming
    LEFT JOIN organisation_team AS team ON incoming.team <> '' AND lower(team.name) = lower(incoming.team)
    LEFT JOIN portfolio_product AS product
        ON incoming.product <> '' AND lower(product.name) = lower(incoming.product)
    LEFT JOIN planning_release AS release ON incoming.release <> '' AND release.product_id IS NULL
        AND lower(release.name) = lower(incoming.release)
    {self.joins}
    WHERE incoming.batch = %(batch)s AND incoming.kind = '{self.kind}' AND NOT incoming.is_copy
), merged AS (
    SELECT new.*, mine.id AS our_id, origin.said AS said_before, {merged},
        CASE WHEN mine.id IS NULL OR origin.said IS NULL THEN 0 ELSE {kept} END AS kept,
        jsonb_build_object({said}, 'due_on', new.due_on) AS said
    FROM new
    LEFT JOIN {self.table} AS mine ON mine.tracker_key = new.key AND mine.tracker_key <> ''
    LEFT JOIN planning_origin AS origin ON origin.kind = '{self.kind}' AND origin.key = new.key
)
SELECT merged.*, mine.id IS NOT NULL AND ({ours}) IS DISTINCT FROM ({merged_row}) AS differs
FROM merged LEFT JOIN {self.table} AS mine ON mine.id = merged.our_id"""

    def insert(self) -> str:
        always = (("tracker_key", "key"), ("created_at", "coalesce(created_at, %(now)s)"))
        names, values = zip(*self.more_columns, *always, strict=True)
        statement = f"""
INSERT INTO {self.table} AS mine ({self.columns}, {", ".join(names)})
SELECT {self.columns}, {", ".join(values)}
FROM {self.staged} WHERE our_id IS NULL ORDER BY line"""
        return with_events(self.model, "insert", statement)

    def update(self) -> str:
        pairs = ", ".join(f"{field.column} = merged.{field.column}" for field in self.fields)
        statement = (
            f"UPDATE {self.table} AS mine SET {pairs} FROM {self.staged} AS merged"
            " WHERE mine.id = our_id AND differs"
        )
        return with_events(self.model, "update", statement)

    def remember(self) -> str:
        """Keep what the file said, for the next time."""
        return f"""
INSERT INTO planning_origin (source, key, kind, {self.kind}_id, batch, line, said, row)
SELECT %(source)s, merged.key, '{self.kind}', mine.id, %(batch)s, merged.line, merged.said, incoming.row
FROM {self.staged} AS merged JOIN {self.table} AS mine ON mine.tracker_key = merged.key
JOIN planning_incoming AS incoming ON incoming.batch = %(batch)s AND incoming.kind = '{self.kind}'
    AND incoming.key = merged.key AND NOT incoming.is_copy
WHERE merged.said_before IS DISTINCT FROM merged.said
ON CONFLICT (kind, key) DO UPDATE SET source = excluded.source, batch = excluded.batch, line = excluded.line,
    said_before = planning_origin.said, said = excluded.said, row = excluded.row,
    {self.kind}_id = excluded.{self.kind}_id"""


def _said(field: Field) -> str:
    return f"(origin.said->>'{field.column}')::{field.type}"


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
)
ITEMS = Target(
    kind="item",
    model=Item,
    fields=ITEM_FIELDS,
    joins="LEFT JOIN planning_feature AS feature"
    " ON incoming.feature_key <> '' AND feature.tracker_key = incoming.feature_key",
)
