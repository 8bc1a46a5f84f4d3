"""What is asked of each team's time: the work that is left, on the days on which it is to be done."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db import connection

from northing.kernel import clock
from northing.planning.queries.calendar import Quarter
from northing.planning.queries.effort import moments

P85 = 1.0364333894937896  # standard deviations from the median
# The estimate of each feature that is to be built, the share of it that is left, and its days: as forecast, or
# earlier where it is promised for an earlier day. What is late already falls on today.
AHEAD = """
SELECT feature.id, feature.team_id, feature.estimate_low, feature.estimate_likely, feature.estimate_high,
       CASE WHEN feature.items_total > 0
            THEN 1 - feature.items_done::float / feature.items_total ELSE 1 END AS part,
       least(done.on, greatest(%(today)s, least(outlook.starts_on,
                                                done.on - (outlook.p50 - outlook.starts_on)))) AS starts_on,
       done.on AS ends_on
FROM planning_feature AS feature JOIN planning_outlook AS outlook ON outlook.feature_id = feature.id
CROSS JOIN LATERAL (SELECT greatest(%(today)s, least(feature.due_on, outlook.p50)) AS on) AS done
WHERE feature.state NOT IN ('shipped', 'dropped', 'idea') AND feature.team_id IS NOT NULL
  AND feature.estimate_likely IS NOT NULL AND (feature.due_on IS NOT NULL OR outlook.p50 IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Person-weeks, as mean and variance: those of independent pieces add up."""

    mean: float = 0.0
    variance: float = 0.0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.mean + other.mean, self.variance + other.variance)

    def times(self, part: float) -> "Load":
        return Load(self.mean * part, self.variance * part**2)

    @property
    def middle(self) -> float:
        """P50, read as a lognormal of that mean and variance."""
        return self.mean / math.sqrt(1 + self.variance / self.mean**2) if self.mean else 0.0

    @property
    def high(self) -> float:
        """P85."""
        if not self.mean:
            return 0.0
        return self.middle * math.exp(P85 * math.sqrt(math.log(1 + self.variance / self.mean**2)))


NOTHING = Load()


@dataclass(frozen=True, slots=True)
class Work:
    """What is left of one feature, spread evenly over its days, both ends included."""

    feature: int
    team: int
    load: Load
    left: float
    """The share of its estimate."""
    starts_on: date
    ends_on: date

    def share_in(self, starts_on: date, ends_before: date) -> float:
        """Of its days, the share in that time."""
        days = (self.ends_on - self.starts_on).days + 1
        inside = (
            min(self.ends_on.toordinal() + 1, ends_before.toordinal())
            - max(self.starts_on, starts_on).toordinal()
        )
        return max(0, inside) / days

    def within(self, quarter: Quarter) -> Load:
        return self.load.times(self.share_in(quarter.starts_on, quarter.ends_on))


def work_ahead(teams: Collection[int] | None = None) -> list[Work]:
    """Of these teams, or of all. Work without an estimate in person-weeks is not counted."""
    chosen = "" if teams is None else " AND feature.team_id = ANY(%(teams)s)"
    with connection.cursor() as cursor:
        cursor.execute(AHEAD + chosen, {"today": clock.today(), "teams": list(teams or ())})
        return [_work(*row) for row in cursor.fetchall()]


def _work(
    feature: int,
    team: int,
    low: Decimal,
    likely: Decimal,
    high: Decimal,
    left: float,
    starts_on: date,
    ends_on: date,
) -> Work:
    return Work(feature, team, Load(*moments(low, likely, high)).times(left), left, starts_on, ends_on)


def total(loads: Iterable[Load]) -> Load:
    return reduce(Load.__add__, loads, NOTHING)


def likely_loads(
    periods: Sequence[Quarter], teams: Collection[int] | None = None
) -> dict[tuple[int, int], float]:
    """Likely person-weeks by team and place of the period, added up by the database."""
    chosen = "" if teams is None else " AND feature.team_id = ANY(%(teams)s)"
    query = f"""
    SELECT team_id, place, sum(estimate_likely::float * part * greatest(0, least(ends_on, period.before - 1)
           - greatest(starts_on, period.first) + 1)::float / (ends_on - starts_on + 1))
    FROM ({AHEAD}{chosen}) AS going
    JOIN unnest(%(firsts)s::date[], %(befores)s::date[]) WITH ORDINALITY AS period(first, before, place)
      ON period.first <= ends_on AND period.before > starts_on
    GROUP BY team_id, place
    """  # noqa: S608  nothing from outside is in it
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "today": clock.today(),
            "teams": list(teams or ()),
            "firsts": [period.starts_on for period in periods],
            "befores": [period.ends_on for period in periods],
        }
        cursor.execute(query, values)
        return {(team, place - 1): float(weeks) for team, place, weeks in cursor.fetchall()}
