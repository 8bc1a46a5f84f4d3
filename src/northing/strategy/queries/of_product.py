"""The objectives that a product works for."""

from collections import defaultdict

from northing.kernel import clock
from northing.organisation.models import Member
from northing.portfolio.models import Product
from northing.strategy import slots
from northing.strategy.models import Contribution, Cycle, KeyResult, Objective
from northing.strategy.queries.strategy_map import ObjectiveLine, bare_lines, current_cycle

WHOSE = ("owner", "product", "line", "team", "member")
SHOWN = ("number", "name", "level", "ambition", "cycle", *(f"{whose}__name" for whose in WHOSE))


def objectives_of_product(actor: Member, product: Product) -> list[ObjectiveLine]:
    """Its own and its line's first, then those that its features are built for, by themselves or through an
    objective that contributes. Without the work below them."""
    today = clock.today()
    cycle = current_cycle(tuple(Cycle.objects.all()), "", today)
    rows = Objective.objects.visible_to(actor).standing().filter(cycle=cycle)
    objectives = {row.pk: row for row in rows.select_related(*WHOSE).only(*SHOWN)}
    if cycle is None or not objectives:
        return []
    served = _with_those_above(_built_for(actor, product), objectives)
    own = [row for row in objectives.values() if _is_of(row, product)]
    shown = [*own, *(row for row in objectives.values() if row.pk in served and row not in own)]
    results: dict[int, list[KeyResult]] = {row.pk: [] for row in shown}
    standing = KeyResult.objects.visible_to(actor).standing().filter(objective__in=shown)
    for row in standing:
        row.objective = objectives[row.objective_id]
        row.objective.cycle = cycle
        results[row.objective_id].append(row)
    lines = bare_lines({objectives[pk]: found for pk, found in results.items()}, today)
    return list(lines.values())


def _built_for(actor: Member, product: Product) -> set[int]:
    return set().union(*slots.built_for.of(actor, [product]).get(product.pk, ()))


def _with_those_above(served: set[int], objectives: dict[int, Objective]) -> set[int]:
    """What contributes to an objective serves it, too."""
    links = Contribution.objects.filter(objective__in=list(objectives), to__in=list(objectives))
    above: dict[int, set[int]] = defaultdict(set)
    for lower, upper in links.values_list("objective", "to"):
        above[lower].add(upper)
    found, fresh = set(served), set(served)
    while fresh:
        fresh = {upper for lower in fresh for upper in above[lower]} - found
        found |= fresh
    return found


def _is_of(row: Objective, product: Product) -> bool:
    return row.product_id == product.pk or (row.line_id is not None and row.line_id == product.line_id)
