"""Series of values under names: to the metrics that are called so, and to new ones where none is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from northing.kernel.errors import Refused
from northing.metrics.commands.guessing import guess
from northing.metrics.commands.metrics import create_metric
from northing.metrics.commands.observations import record_observations
from northing.metrics.models import Delivery, Direction, Metric, OverTime, Way
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.models import Product


@dataclass(slots=True)
class Draft:
    """One series. Without a `metric` one is made: called `name`, with what is said here of it."""

    name: str
    metric: Metric | None = None
    unit: str = ""
    product: Product | None = None
    direction: Direction | None = None
    over_time: OverTime | None = None
    points: Mapping[date, float] = field(default_factory=dict)


def bring_series(
    *,
    actor: Member,
    drafts: Sequence[Draft],
    way: Way,
    name: str,
    refused: int = 0,
) -> Delivery:
    """One change, taken back as one. Two series for one metric are refused where they differ."""
    with recorded(actor=actor, command="metrics.bring_series", reason=name):
        made = list[int]()
        points = dict[int, dict[date, float]]()
        for draft in drafts:
            metric = draft.metric or make_metric(actor, draft)
            if draft.metric is None:
                made.append(metric.pk)
            known = points.setdefault(metric.pk, {})
            for day in known.keys() & draft.points.keys():
                if known[day] != draft.points[day]:
                    raise Refused(
                        f"Two series go to {metric.name}, and differ on {day:%Y-%m-%d}. Leave one out."
                    )
            known |= draft.points
        delivery = record_observations(actor=actor, points=points, way=way, name=name, refused=refused)
        delivery.made_metrics = made
        delivery.save(update_fields=["made_metrics"])
    return delivery


def make_metric(actor: Member, draft: Draft) -> Metric:
    found = guess(draft.name, draft.unit, draft.points)
    return create_metric(
        actor=actor,
        name=draft.name,
        unit=draft.unit,
        product=draft.product,
        decimals=found.decimals,
        grain=found.grain,
        direction=draft.direction or found.direction,
        over_time=draft.over_time or found.over_time,
    )
