"""The tracker of the sample organisation: its items come in as those of any import."""

from datetime import datetime
from itertools import count
from typing import Any

from django.db import connection, transaction

from northing.exchange.sample.past import FeatureOf, ItemOf
from northing.exchange.sample.people_time import assignee
from northing.organisation.models import Member
from northing.planning.commands.merging import merge
from northing.planning.commands.merging.waiting import COPY_ROWS, open_waiting_room
from northing.planning.models import FeatureState


def bring_items(
    *, actor: Member, batch: int, features: list[FeatureOf], since: datetime, until: datetime
) -> None:
    """What the tracker knows at `until` of items that changed after `since`."""
    place = count(1)
    with transaction.atomic(), connection.cursor() as cursor:
        open_waiting_room(cursor)
        with cursor.copy(COPY_ROWS) as copy:
            for feature in features:
                for part, item in enumerate(feature.items, 1):
                    if item.created <= until and _changed(item, since):
                        copy.write_row(_row(next(place), feature, part, item, until))
        merge(actor=actor, batch=batch, source="jira", reason="From the tracker")


def _changed(item: ItemOf, since: datetime) -> bool:
    return any(moment is not None and moment > since for moment in (item.created, item.started, item.done))


def _row(place: int, feature: FeatureOf, part: int, item: ItemOf, until: datetime) -> tuple[Any, ...]:
    started = item.started if item.started and item.started <= until else None
    done = item.done if item.done and item.done <= until else None
    state = FeatureState.SHIPPED if done else FeatureState.BUILDING if started else FeatureState.PLANNED
    name = f"{feature.name}, part {part}"
    head = (place, part, "item", item.key, "", name, "", "", state.value, item.created, started, done, None)
    whose = assignee(feature.team, feature.key, part)
    return (*head, feature.team, "", "", whose, "", feature.key, None, None, None, "")
