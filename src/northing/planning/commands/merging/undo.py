"""Take a whole merge back: what it made goes, what it changed returns, what was touched since stays."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Team
from northing.planning import policies
from northing.planning.commands.items import recount
from northing.planning.commands.merging.merge import Tell, say_nothing
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.models import Commitment, Dependency, Feature, Item, Release
from northing.portfolio.models import Product

# In this order nothing is left pointing at what is gone.
MODELS: tuple[type[Model], ...] = (Dependency, Commitment, Item, Feature, Release, Product, Team)
COUNTED = {"items_total", "items_done"}  # follow from the items, so they are counted again instead


@dataclass(slots=True)
class Undone:
    removed: int = 0
    restored: int = 0
    stayed: int = 0
    """Rows that somebody changed since: they are left as they are."""


def undo_merge(
    *, actor: Member, context: UUID, batch: int, reason: str = "", tell: Tell = say_nothing
) -> Undone:
    """Undo what `merge` recorded under `context`. Rows that anybody changed since stay."""
    if not policies.may_plan(actor):
        raise NotAllowed("Imports are undone by product managers. Ask a head of product.")
    undone = Undone()
    with recorded(actor=actor, command="planning.undo_merge", reason=reason), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pghistory_context WHERE id = %s", [context])
        if cursor.fetchone()[0] == 0:
            raise Refused("This import left no history, so there is nothing to undo.")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        touched = _features_of_items(cursor, context)
        for model in MODELS:
            tell(f"Taking back {model._meta.verbose_name_plural}")
            _undo_one(cursor, model, context, undone)
        cursor.execute("DELETE FROM planning_origin WHERE batch = %s AND said_before IS NULL", [batch])
        cursor.execute(
            "UPDATE planning_origin SET said = said_before, said_before = NULL WHERE batch = %s", [batch]
        )
        recount(touched)
        ask_forecast(actor=actor)
    return undone


def _features_of_items(cursor: CursorWrapper, context: UUID) -> list[int]:
    cursor.execute(
        "SELECT DISTINCT feature_id FROM planning_itemevent"
        " WHERE pgh_context_id = %s AND feature_id IS NOT NULL",
        [context],
    )
    return [row[0] for row in cursor.fetchall()]


def _undo_one(cursor: CursorWrapper, model: type[Model], context: UUID, undone: Undone) -> None:
    """One table. The names in the statements are ours; the context is a parameter."""
    table = model._meta.db_table
    kept = [str(field.column) for field in model._meta.concrete_fields if field.column not in {"id", *COUNTED}]
    # Touched is what stands otherwise than the merge left it, but for the counts of items.
    later, last = (", ".join(f"{which}.{column}" for column in kept) for which in ("later", "last"))
    cursor.execute(
        f"""
CREATE TEMPORARY TABLE undoing ON COMMIT DROP AS
WITH written AS (
    SELECT pgh_obj_id AS id, min(pgh_id) AS first, max(pgh_id) AS last, bool_or(pgh_label = 'insert') AS made
    FROM {table}event WHERE pgh_context_id = %s GROUP BY pgh_obj_id
)
SELECT written.*, EXISTS (
    SELECT FROM {table}event AS later JOIN {table}event AS last ON last.pgh_id = written.last
    WHERE later.pgh_id = (SELECT max(pgh_id) FROM {table}event WHERE pgh_obj_id = written.id)
        AND ({later}) IS DISTINCT FROM ({last})
) AS touched
FROM written""",
        [context],
    )
    cursor.execute("SELECT count(*) FROM undoing WHERE touched")
    undone.stayed += cursor.fetchone()[0]
    _forget_dependants(cursor, model)
    removed = f"DELETE FROM {table} WHERE id IN (SELECT id FROM undoing WHERE made AND NOT touched)"
    if conditions := _still_used(model):
        removed += f" AND NOT ({conditions})"
    cursor.execute(removed)
    undone.removed += cursor.rowcount
    pairs = ", ".join(f"{column} = before.{column}" for column in kept)
    cursor.execute(
        f"""
UPDATE {table} AS mine SET {pairs} FROM undoing, LATERAL (
    SELECT * FROM {table}event AS event WHERE event.pgh_obj_id = undoing.id AND event.pgh_id < undoing.first
    ORDER BY event.pgh_id DESC LIMIT 1) AS before
WHERE mine.id = undoing.id AND NOT undoing.made AND NOT undoing.touched"""
    )
    undone.restored += cursor.rowcount
    cursor.execute("DROP TABLE undoing")


def _forget_dependants(cursor: CursorWrapper, model: type[Model]) -> None:
    """What the database made of rows that go: forecasts, and where they came from."""
    gone = "SELECT id FROM undoing WHERE made AND NOT touched"
    if model is Feature:
        for table in ("planning_outlook", "planning_outlookrecord", "planning_origin"):
            cursor.execute(f"DELETE FROM {table} WHERE feature_id IN ({gone})")
    if model is Item:
        cursor.execute(f"DELETE FROM planning_origin WHERE item_id IN ({gone})")


def _still_used(model: type[Model]) -> str:
    """Something else came to depend on it since: then it stays."""
    uses = {
        Feature: (
            "EXISTS (SELECT FROM planning_item AS used WHERE used.feature_id = planning_feature.id)"
            " OR EXISTS (SELECT FROM planning_commitment AS used WHERE used.feature_id = planning_feature.id)"
            " OR EXISTS (SELECT FROM planning_dependency AS used"
            " WHERE planning_feature.id IN (used.feature_id, used.other_id))"
        ),
        Release: (
            "EXISTS (SELECT FROM planning_feature AS used WHERE used.release_id = planning_release.id)"
            " OR EXISTS (SELECT FROM planning_item AS used WHERE used.release_id = planning_release.id)"
        ),
        Product: "EXISTS (SELECT FROM planning_feature AS used WHERE used.product_id = portfolio_product.id)",
        Team: (
            "EXISTS (SELECT FROM planning_feature AS used WHERE used.team_id = organisation_team.id)"
            " OR EXISTS (SELECT FROM planning_item AS used WHERE used.team_id = organisation_team.id)"
            " OR EXISTS (SELECT FROM organisation_membership AS used WHERE used.team_id = organisation_team.id)"
            " OR EXISTS (SELECT FROM planning_capacity AS used WHERE used.team_id = organisation_team.id)"
            " OR EXISTS (SELECT FROM planning_holiday AS used WHERE used.team_id = organisation_team.id)"
            " OR EXISTS (SELECT FROM planning_workingweek AS used WHERE used.team_id = organisation_team.id)"
        ),
    }
    return uses.get(model, "")
