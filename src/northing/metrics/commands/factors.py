"""What metrics are made of."""

from collections.abc import Collection, Mapping, Sequence

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
        known = {factor.part_id: factor for factor in mine.factors.all()}
        seen = set(
            Metric.objects.visible_to(actor).filter(pk__in={*wanted, *known}).values_list("pk", flat=True)
        )
        if not wanted.keys() <= seen:
            raise NotVisible
        if not known.keys() <= seen:
            raise Refused(parts="It is made of a metric that you may not see, and is changed by who may.")
        _refuse_circles(actor, mine, wanted)
        if mine.made_of != made_of:
            mine.made_of = str(made_of)
            mine.save(update_fields=["made_of"])
        for gone in known.keys() - wanted.keys():
            known[gone].delete()
        for position, (part, is_inverse) in enumerate(wanted.items()):
            factor = known.get(part) or Factor(whole=mine, part_id=part)
            if factor.pk is None or (factor.position, factor.inverse) != (position, is_inverse):
                factor.position, factor.inverse = position, is_inverse
                factor.save()
    return mine


def _refuse_circles(actor: Member, metric: Metric, wanted: Collection[int]) -> None:
    """No metric is made of itself, however far down; the message names the way round."""
    below: dict[int, list[int]] = {}
    for whole, part in Factor.objects.exclude(whole=metric).values_list("whole", "part"):
        below.setdefault(whole, []).append(part)
    above = dict.fromkeys(wanted, metric.pk)
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        if one == metric.pk:
            raise Refused(parts=f"{_way_down(actor, metric, above)}: no metric can be made of itself.")
        for part in below.get(one, []):
            if part not in above:
                above[part] = one
                waiting.append(part)


def _way_down(actor: Member, metric: Metric, above: Mapping[int, int]) -> str:
    """From the metric down to itself again; what the actor may not know of stays without a name."""
    way = [metric.pk]
    while not (len(way) > 1 and way[-1] == metric.pk):
        way.append(above[way[-1]])
    names = dict(Metric.objects.visible_to(actor).filter(pk__in=way).values_list("pk", "name"))
    return " is made of ".join(names.get(pk, "another metric") for pk in reversed(way))
