"""What metrics are made of."""

from collections.abc import Sequence

from northing.kernel.errors import NotVisible, Refused
from northing.metrics.commands.metrics import locked_metric
from northing.metrics.models import Factor, MadeOf, Metric
from northing.organisation.history import recorded
from northing.organisation.models import Member

FEWEST, MOST = 2, 12


def make_of(
    *,
    actor: Member,
    metric: Metric,
    made_of: MadeOf | str,
    parts: Sequence[Metric] = (),
    inverse: Sequence[Metric] = (),
    reason: str = "",
) -> Metric:
    """Say that a metric is the sum or the product of others, in this order; `inverse` is taken away, or
    divided by. Nothing at all: it is not made of others any more."""
    wanted = {part.pk: part in inverse for part in [*parts, *inverse]} if made_of else {}
    if made_of and not FEWEST <= len(wanted) <= MOST:
        raise Refused(parts=f"A metric is made of {FEWEST} to {MOST} others.")
    with recorded(actor=actor, command="metrics.make_of", reason=reason):
        mine = locked_metric(actor, metric.pk)
        if Metric.objects.visible_to(actor).filter(pk__in=wanted).count() < len(wanted):
            raise NotVisible
        _refuse_circles(mine, wanted)
        if mine.made_of != made_of:
            mine.made_of = str(made_of)
            mine.save(update_fields=["made_of"])
        known = {factor.part_id: factor for factor in mine.factors.all()}
        for gone in known.keys() - wanted.keys():
            known[gone].delete()
        for position, (part, is_inverse) in enumerate(wanted.items()):
            factor = known.get(part) or Factor(whole=mine, part_id=part)
            if factor.pk is None or (factor.position, factor.inverse) != (position, is_inverse):
                factor.position, factor.inverse = position, is_inverse
                factor.save()
    return mine


def _refuse_circles(metric: Metric, wanted: dict[int, bool]) -> None:
    """No metric is made of itself, however far down."""
    below: dict[int, list[int]] = {}
    for whole, part in Factor.objects.exclude(whole=metric).values_list("whole", "part"):
        below.setdefault(whole, []).append(part)
    seen: set[int] = set()
    waiting = list(wanted)
    while waiting:
        part = waiting.pop()
        if part == metric.pk:
            raise Refused(parts=f"{metric.name} would be made of itself.")
        if part not in seen:
            seen.add(part)
            waiting += below.get(part, [])
