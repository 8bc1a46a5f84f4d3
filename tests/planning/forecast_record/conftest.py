"""Promises as people make them, years ago by the clock, with the chance that a forecast stated then."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Commitment, Feature, ForecastRun, Outlook
from tests.conftest import NOW

Promise = Callable[..., Commitment]


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def days_ago(days: int) -> date:
    return NOW.date() - timedelta(days=days)


@pytest.fixture
def promise(hana: Member) -> Promise:
    """`promise(due=30, chance=.8, late=-3)`: due so many days ago, finished so many late; None: not yet."""
    numbers = count(1)
    run = ForecastRun.objects.create(asked_at=NOW, seed=1, draws=1, version="1")

    def make(
        *, due: int = 30, ahead: int = 28, chance: float | None = 0.8, late: int | None = -3, **belongs: Any
    ) -> Commitment:
        day = days_ago(due)
        with clock.frozen(at(day - timedelta(days=ahead))):
            feature = commands.create_feature(actor=hana, name=f"Feature {next(numbers)}", **belongs)
            _say(feature, run, chance, day)
            made = commands.commit(actor=hana, feature=feature, due_on=day)
        if late is not None:
            with clock.frozen(at(day + timedelta(days=late))):
                commands.change_feature(actor=hana, feature=feature, state="shipped")
        made.refresh_from_db()
        return made

    return make


def _say(feature: Feature, run: ForecastRun, chance: float | None, day: date) -> None:
    """A forecast by which so many futures are done on that day; without a chance there is none."""
    if chance is None:
        return
    done = round(chance * 100)
    futures = [day] * done + [day + timedelta(days=90)] * (100 - done)
    Outlook.objects.create(feature=feature, run=run, p50=day, p85=day + timedelta(days=9), futures=futures)
