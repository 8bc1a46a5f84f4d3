"""The charts of the forecast record, from its read model."""

from typing import Any

from northing.planning.forecasts.forecast_record import ForecastRecord
from northing.planning.forecasts.ranges import RangeRecord
from northing.ui import charts


def record_charts(found: ForecastRecord) -> dict[str, Any]:
    shown = found.ranges or (found.rehearsal.ranges if found.rehearsal else ())
    return {
        "held_chart": charts.calibration(
            [
                charts.SaidAndHeld(level.said, level.held, level.of, level.drawn.low, level.drawn.high)
                for level in found.levels
            ]
        ),
        "slip_chart": charts.slips([charts.SlipBucket(bucket.name, bucket.weeks) for bucket in found.buckets]),
        "range_chart": charts.coverage_rows([_range(row) for row in shown]),
        "team_chart": charts.hold_rates(
            [
                charts.HoldRate(
                    name=team.name,
                    held=team.rate.held,
                    of=team.rate.of,
                    said=team.rate.said,
                    rate=_spread(team.rate),
                    luck_low=team.rate.verdict.low,
                    luck_high=team.rate.verdict.high,
                )
                for team in found.teams
            ]
        ),
    }


def _range(row: RangeRecord) -> charts.Held:
    return charts.Held(row.level, row.held, row.of, row.luck.low, row.luck.high)


def _spread(rate: Any) -> charts.Spread:
    return charts.Spread(rate.held / rate.of, *rate.range80, *rate.range50)
