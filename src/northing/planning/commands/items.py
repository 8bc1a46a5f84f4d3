"""The smallest tracked pieces of work."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.models import Feature, Item, ItemState

# Dropped items were never going to be done: they count on neither side.
RECOUNT = """
UPDATE planning_feature AS feature SET items_total = counted.total, items_done = counted.done
FROM (
    SELECT feature.id, count(item.id) FILTER (WHERE item.state <> 'dropped') AS total,
           count(item.id) FILTER (WHERE item.state = 'done') AS done
    FROM planning_feature AS feature LEFT JOIN planning_item AS item ON item.feature_id = feature.id
    WHERE feature.id = ANY(%s) GROUP BY feature.id
) AS counted
WHERE feature.id = counted.id AND (feature.items_total, feature.items_done) <> (counted.total, counted.done)
"""


def add_item(*, actor: Member, feature: Feature, name: str, state: str = ItemState.TODO) -> Item:
    with recorded(actor=actor, command="planning.add_item"):
        mine = _changeable(actor, feature.pk)
        if not name.strip():
            raise Refused(name="Say what is to be done.")
        now = clock.now()
        item = Item(feature=mine, team=mine.team, name=name.strip(), created_at=now)
        _enter(item, state, now)
        item.save(force_insert=True)
        recount([mine.pk])
        ask_forecast(actor=actor)
    return item


def change_item(*, actor: Member, item: Item, reason: str = "", **changes: Any) -> Item:
    """Change an item's name, state or feature; entering a state sets its date."""
    with recorded(actor=actor, command="planning.change_item", reason=reason):
        if item.feature_id is not None:
            _changeable(actor, item.feature_id)
        elif not policies.may_plan(actor):
            raise NotAllowed("Items without a feature are changed by product managers.")
        touched = {item.feature_id}
        if "name" in changes:
            item.name = str(changes["name"]).strip()
            if not item.name:
                raise Refused(name="Say what is to be done.")
        if "feature" in changes:
            target = changes["feature"]
            item.feature = _changeable(actor, target.pk) if target is not None else None
            touched.add(item.feature_id)
        if "state" in changes:
            _enter(item, changes["state"], clock.now())
        item.save(update_fields=["name", "feature", "state", "started_at", "done_at"])
        recount([pk for pk in touched if pk is not None])
        ask_forecast(actor=actor)
    return item


def recount(features: Collection[int]) -> None:
    """Bring the counts of these features up to date in one statement, and their history with it."""
    if features:
        with connection.cursor() as cursor:
            cursor.execute(RECOUNT, [list(features)])


def _enter(item: Item, state: str, now: datetime) -> None:
    item.state = ItemState(state)
    if state in {ItemState.DOING, ItemState.DONE} and item.started_at is None:
        item.started_at = now
    item.done_at = (item.done_at or now) if state == ItemState.DONE else None


def _changeable(actor: Member, pk: int) -> Feature:
    mine = Feature.objects.visible_to(actor).select_related("product__owner", "team").filter(pk=pk).first()
    if mine is None:
        raise NotVisible
    if not policies.may_change_feature(actor, mine):
        raise NotAllowed(policies.why_not(actor, mine))
    return mine
