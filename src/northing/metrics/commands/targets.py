"""What a metric should reach: set, moved with a reason, and taken away."""

from datetime import date

from northing.kernel.errors import Refused
from northing.metrics.commands.metrics import locked_metric
from northing.metrics.models import Direction, Metric, Target
from northing.organisation.history import recorded
from northing.organisation.models import Member


def set_target(
    *, actor: Member, metric: Metric, by: date, value: float, is_floor: bool = False, reason: str = ""
) -> Target:
    """A target by that day; one that is there already is changed. Making it easier needs a reason."""
    with recorded(actor=actor, command="metrics.set_target", reason=reason):
        mine = locked_metric(actor, metric.pk)
        known = mine.targets.filter(by=by, is_floor=is_floor).first()
        if known is not None and is_easier(mine, known.value, value) and not reason.strip():
            raise Refused(reason="Making a target easier needs a reason: the old one is kept beside it.")
        target, _ = mine.targets.update_or_create(
            by=by, is_floor=is_floor, defaults={"value": value, "set_by": actor, "reason": reason.strip()}
        )
    return target


def drop_target(*, actor: Member, target: Target) -> None:
    with recorded(actor=actor, command="metrics.drop_target"):
        locked_metric(actor, target.metric_id)
        Target.objects.filter(pk=target.pk).delete()


def is_easier(metric: Metric, before: float, value: float) -> bool:
    if metric.direction == Direction.UP:
        return value < before
    return metric.direction == Direction.DOWN and value > before
