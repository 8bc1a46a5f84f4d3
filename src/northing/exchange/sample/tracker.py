"""The tracker of the sample organisation: its items come in as those of any import."""

from datetime import datetime
from typing import Any

from django.db import connection

from northing.exchange.sample.past import FeatureOf, ItemOf
from northing.exchange.staging import COPY_ROWS
from northing.organisation.models import Member
from northing.planning.commands.merging import discard_incoming, merge
from northing.planning.models import FeatureState


def bring_items(
    *, actor: Member, batch: int, features: list[FeatureOf], since: datetime, until: datetime
) -> None:
    """What the tracker knows at `until` of items that changed after `since`."""
    with connection.cursor() as cursor, cursor.copy(COPY_ROWS) as copy:
        for feature in features:
            for place, item in enumerate(feature.items):
                if item.created <= until and _changed(item, since):
                    copy.write_row(_row(batch, feature, place, item, until))
    merge(actor=actor, batch=batch, source="jira", reason="From the tracker")
    discard_incoming(batch)


def _changed(item: ItemOf, since: datetime) -> bool:
    return any(moment is not None and moment > since for moment in (item.created, item.started, item.done))


def _row(batch: int, feature: FeatureOf, place: int, item: ItemOf, until: datetime) -> tuple[Any, ...]:
    started = item.started if item.started and item.started <= until else None
    done = item.done if item.done and item.done <= until else None
    state = FeatureState.SHIPPED if done else FeatureState.BUILDING if started else FeatureState.PLANNED
    name = f"{feature.name}, part {place + 1}"
    head = (
        batch,
        place + 1,
        "item",
        item.key,
        "",
        name,
        "",
        "",
        state.value,
        item.created,
        started,
        done,
        None,
    )
    return (*head, feature.team, "", "", "", "", feature.key, None, None, None, "", "", False)
