"""A single value, typed in by a person."""

from datetime import date

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.metrics.commands.observations import record_observations
from northing.metrics.models import Delivery, Metric, Observation, Way
from northing.organisation.history import recorded
from northing.organisation.models import Member


def type_value(*, actor: Member, metric: Metric, day: date, value: float, reason: str = "") -> Delivery:
    """One value of one day; replacing one that was published needs a reason."""
    if day > clock.today():
        raise Refused(day="This day is still to come: what will be is forecast, not typed in.")
    with recorded(actor=actor, command="metrics.type_value", reason=reason):
        known = Observation.objects.filter(metric=metric, day=day).first()
        if known is not None and known.value != value and not reason.strip():
            raise Refused(reason=f"{known.value:g} was published for this day. Say why it was not right.")
        return record_observations(
            actor=actor, points={metric.pk: {day: value}}, way=Way.TYPED, name="typed in", reason=reason
        )
