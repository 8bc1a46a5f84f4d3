"""The next features of one product on an axis of three quarters, and the steps by which it ends."""

from dataclasses import dataclass
from datetime import date

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import FeatureState
from northing.planning.queries.roadmap_rows import RoadmapRow, next_rows
from northing.portfolio.models import Product
from northing.portfolio.queries.noted import plan_of
from northing.ui import charts
from northing.ui.charts import scale

QUARTERS = 3
SHOWN = 5


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """`feature` is None for a step of the product's end."""

    name: str
    bar: charts.FeatureBar
    feature: int | None = None
    chance: float | None = None
    committed: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    axis: charts.TimeAxis
    lines: tuple[ExcerptLine, ...]
    more: int


def excerpt(actor: Member, product: Product) -> Excerpt:
    """What is being built first, then what is begun or due soonest."""
    today = clock.today()
    first = scale.add_months(scale.month_start(today), -((today.month - 1) % 3))
    axis = charts.time_axis(first, scale.add_months(first, 3 * QUARTERS), today=today)
    rows, on_their_way = next_rows(actor, product, SHOWN)
    plan = plan_of(product)
    steps = [
        ExcerptLine(
            step.name,
            charts.feature_bar(axis, charts.FeatureDates(step.name, committed=step.due_on)),
            done_on=step.done_on,
        )
        for step in (plan.steps.all() if plan else ())
    ]
    return Excerpt(axis, (*(_line(axis, row) for row in rows), *steps), on_their_way - len(rows))


def _line(axis: charts.TimeAxis, row: RoadmapRow) -> ExcerptLine:
    dates = charts.FeatureDates(
        name=row.name,
        start=row.begins,
        p50=row.p50,
        p85=row.p85,
        done=row.done or (0.001 if row.state == FeatureState.BUILDING else 0.0),
        committed=row.due_on,
        chance=row.chance,
    )
    return ExcerptLine(
        row.name, charts.feature_bar(axis, dates), row.id, row.chance, committed=row.due_on is not None
    )
