"""Teams that delivered, and features that wait, all made as people make them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from northing.kernel import clock
from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.models import Feature, ForecastRun, ItemState, Outlook

Deliver = Callable[..., None]
MakeFeature = Callable[..., Feature]
DRAWS = 2_000


@pytest.fixture
def deliver(hana: Member) -> Deliver:
    """`deliver(team, [2, 2, 3])`: items done in each of the last whole weeks, the latest one last."""

    def done(team: Team, weeks: list[int]) -> None:
        past = commands.create_feature(actor=hana, name=f"Past of {team.name}", team=team)
        monday = clock.today() - timedelta(days=clock.today().weekday())
        for place, count in enumerate(weeks):
            wednesday = monday - timedelta(weeks=len(weeks) - place, days=-2)
            with clock.frozen(datetime.combine(wednesday, time(10), UTC)):
                for number in range(count):
                    commands.add_item(
                        actor=hana, feature=past, name=f"{wednesday} {number}", state=ItemState.DONE
                    )

    return done


@pytest.fixture
def feature(hana: Member) -> MakeFeature:
    """`feature("France", team, items=7)`: planned, with so many items that are still to do."""

    def make(name: str, team: Team | None, *, items: int = 0, **fields: Any) -> Feature:
        made = commands.create_feature(actor=hana, name=name, team=team, **{"state": "planned"} | fields)
        for number in range(items):
            commands.add_item(actor=hana, feature=made, name=f"{name} {number}")
        return made

    return make


@pytest.fixture
def refresh() -> Callable[[], ForecastRun]:
    return lambda: commands.refresh_forecast(asked_by=None, draws=DRAWS)


def outlook(feature: Feature) -> Outlook:
    return Outlook.objects.get(feature=feature)


def dates(feature: Feature) -> list[date | None]:
    said = outlook(feature)
    return [said.p10, said.p50, said.p85, said.p95]
