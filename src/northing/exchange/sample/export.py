"""The two years of Tarnbrook as a table that a tracker would export: the example of a new organisation."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from northing.exchange.sample.past import FeatureOf, ItemOf, two_years

HEAD = ("Key", "Name", "Kind", "Status", "Created", "Started", "Done", "Due", "Team", "Product", "Parent")
STATES = {"idea": "Idea", "planned": "Planned", "shaped": "Planned", "building": "In progress"}
SEED = 20260603
SLIPS = (0.03, 0.12)
"""Mean and deviation of log(planned duration / actual one): most promises of the past held, not all."""
PROMISED = 3
"""One past feature in so many was promised for a day."""


def write_export(path: Path, *, today: date) -> None:
    """Features with their items, as of `today`; the same day gives the same file."""
    rng = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for feature in two_years(today):
            writer.writerow(_feature(feature, today, rng))
            writer.writerows(_items(feature))


def _feature(feature: FeatureOf, today: date, rng: np.random.Generator) -> tuple[str, ...]:
    plan, shipped = feature.plan, feature.shipped
    due: date | None = None
    if plan is not None and plan.due is not None:
        due = today + timedelta(days=plan.due)
    elif shipped is not None and rng.integers(PROMISED) == 0:
        took = (shipped - feature.created.date()).days
        due = feature.created.date() + timedelta(days=round(took * float(rng.lognormal(*SLIPS))))
    state = STATES[plan.state] if plan is not None else "Done"
    begun = feature.started if state in {"Done", "In progress"} else None
    days = (_moment(feature.created), _moment(begun), shipped.isoformat() if shipped else "")
    return (
        *(feature.key, feature.name, "Epic", state, *days),
        *(due.isoformat() if due else "", feature.team, feature.product, ""),
    )


def _items(feature: FeatureOf) -> Iterator[tuple[str, ...]]:
    for part, item in enumerate(feature.items, 1):
        days = (_moment(item.created), _moment(item.started), _moment(item.done))
        name = f"{feature.name}, part {part}"
        yield (item.key, name, "Story", _state(item), *days, "", feature.team, feature.product, feature.key)


def _state(item: ItemOf) -> str:
    return "Done" if item.done else "In progress" if item.started else "To do"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
