"""The plan and its scenarios, measure by measure, with what differs first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from northing.insight.models import Customer
from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.cells import (
    Cell,
    CostCell,
    FitCell,
    MoneyCell,
    Nothing,
    ObjectivesCell,
    Row,
    Share,
    WaitCell,
)
from northing.planning.queries.scenarios.changes_in_words import changes_row
from northing.planning.queries.scenarios.columns import Column, Columns, columns
from northing.planning.queries.scenarios.feature_rows import feature_rows
from northing.planning.queries.scenarios.measures import Measures
from northing.strategy.models import Objective
from northing.ui import formatting

SAME_MONEY = (0.3, 0.7)
"""Between these it is a toss-up which is more."""
NAMED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """`differing`: the largest difference first, as the rows' order has it; `same`: the others, in words."""

    columns: Columns
    differing: tuple[Row, ...]
    same: tuple[Row, ...]
    features: dict[int, Feature]

    @property
    def measures(self) -> int:
        return len(self.differing) + len(self.same)

    @property
    def same_in_words(self) -> str:
        named = [row.same for row in self.same if row.same][:NAMED]
        more = len(self.same) - len(named)
        return ", ".join(named) + (f", {more} more" if more and named else "")


def comparison(actor: Member, wanted: Iterable[int] = ()) -> Comparison:
    found = columns(tuple(wanted))
    features = _features(actor, found)
    rows = [*_rows(actor, found, features)]
    return Comparison(
        found, tuple(row for row in rows if row.size), tuple(row for row in rows if not row.size), features
    )


def _rows(actor: Member, found: Columns, features: dict[int, Feature]) -> Iterable[Row]:
    plan = found.plan.measures
    if plan is None:
        return
    scenario = found.plan.scenario or (found.beside[0].scenario if found.beside else None)
    if scenario is not None:
        for fit in plan.fits:
            yield _fit(found, fit.period, quarters.quarter_named(quarters.begins(scenario, fit.period)))
    yield from feature_rows(found, features)
    yield _objectives(actor, found)
    if plan.asking is not None:
        yield _money(found, plan.asking.by)
    yield changes_row(found, features)
    yield _waiting(found)
    if scenario is not None:
        for cost in plan.costs:
            yield _cost(found, cost.period, quarters.quarter_named(quarters.begins(scenario, cost.period)))


def _features(actor: Member, found: Columns) -> dict[int, Feature]:
    wanted = {pk for column in found.all for pk in (*column.by_feature, *column.moves)}
    rows = Feature.objects.visible_to(actor).select_related("team")
    return rows.in_bulk(wanted)


def _each(
    found: Columns, make: Callable[[Measures, Column], tuple[Cell, float]]
) -> tuple[tuple[Cell, ...], float]:
    """A cell for every column, and the largest difference; an empty one where nothing was worked out yet."""
    cells: list[Cell] = []
    size = 0.0
    for column in found.all:
        if column.measures is None:
            cells.append(Nothing("being worked out"))
            continue
        cell, far = make(column.measures, column)
        cells.append(cell)
        size = max(size, abs(far))
    return tuple(cells), size


def _fit(found: Columns, period: int, quarter: str) -> Row:
    def of(measures: Measures) -> tuple[int, float]:
        return next(((row.features, row.chance) for row in measures.fits if row.period == period), (0, 1.0))

    planned, plan = of(found.plan.measures or Measures())

    def make(measures: Measures, column: Column) -> tuple[Cell, float]:
        features, chance = of(measures)
        if not features:
            return Nothing("nothing chosen"), 0.0
        if not planned:
            # An empty plan always fits: more than nothing is no worse.
            return FitCell(chance), 1.0
        points = formatting.chance_points(chance) - formatting.chance_points(plan)
        if column.is_plan or not points:
            return FitCell(chance), 0.0
        how = "more" if points > 0 else "less"
        words = f"{formatting.counted(abs(points), 'point')} {how} likely"
        return FitCell(chance, words, "good" if points > 0 else "bad"), points

    cells, size = _each(found, make)
    counts = {of(column.measures)[0] for column in found.all if column.measures}
    number = f"all {max(counts)} features" if len(counts) == 1 else f"{min(counts)} to {max(counts)} features"
    same = f"fits into {quarter} at {formatting.chance(plan)}"
    return Row(f"It fits into {quarter}", number, cells, size, same=same)


def _objectives(actor: Member, found: Columns) -> Row:
    plan = {row.id: row.done for row in (found.plan.measures or Measures()).objectives}
    named = {row.pk: row for row in Objective.objects.visible_to(actor).filter(pk__in=plan)}

    def make(measures: Measures, column: Column) -> tuple[Cell, float]:
        shares, far = [], 0.0
        for row in measures.objectives:
            if (objective := named.get(row.id)) is None:
                continue
            was = plan.get(row.id)
            moved = 0.0 if was is None else row.done - was
            far = max(far, abs(moved)) if abs(moved) >= 0.005 else far
            before = None if column.is_plan else was
            shares.append(Share(objective.code, objective.name, row.done, before, row.chance))
        return ObjectivesCell(tuple(shares)), far * 100

    cells, size = _each(found, make)
    return Row("Objectives", "built for each by its end", cells, size, same="what is built for objectives")


def _money(found: Columns, by: date) -> Row:
    plan = found.plan.measures.asking if found.plan.measures else None

    def make(measures: Measures, column: Column) -> tuple[Cell, float]:
        said = measures.asking
        if said is None or plan is None:
            return Nothing("nobody asks"), 0.0
        more = said.middle - plan.middle
        if column.is_plan or not round(abs(more)):
            return MoneyCell(said), 0.0
        low, high = SAME_MONEY
        close = said.better is not None and low <= said.better <= high
        return MoneyCell(said, more, "Too close to call" if close else ""), abs(more) / max(
            plan.middle, 1
        ) * 100

    cells, size = _each(found, make)
    return Row(
        "Revenue asking met",
        f"by the end of {by.year}, 80\u202f% range",
        cells,
        size,
        same="revenue asking met",
    )


def _waiting(found: Columns) -> Row:
    renewing = {pk for column in found.all if column.measures for pk in column.measures.waiting.renewing}
    names = dict(Customer.objects.filter(pk__in=renewing).values_list("pk", "name"))

    def make(measures: Measures, column: Column) -> tuple[Cell, float]:
        waits = measures.waiting
        if column.is_plan or not waits.customers:
            return Nothing("nobody new"), 0.0
        until = quarters.quarter_named(waits.until) if waits.until else ""
        words = f"until {until}" if until else "with no day yet"
        who = tuple(names[pk] for pk in waits.renewing if pk in names)
        if not who:
            words += ". None renews before"
        return WaitCell(len(waits.customers), waits.revenue, words, who), len(waits.customers)

    cells, size = _each(found, make)
    return Row("Who waits longer", "customers who ask", cells, size, same="nobody waits longer")


def _cost(found: Columns, period: int, quarter: str) -> Row:
    def of(measures: Measures) -> float:
        return next((row.weeks for row in measures.costs if row.period == period), 0.0)

    plan = of(found.plan.measures or Measures())

    def make(measures: Measures, column: Column) -> tuple[Cell, float]:
        cost = next((row for row in measures.costs if row.period == period), None)
        if cost is None:
            return Nothing("nothing chosen"), 0.0
        more = round(cost.weeks) - round(plan)
        words = "" if column.is_plan or not more else f"{abs(more)} {'more' if more > 0 else 'fewer'}"
        return CostCell(cost, words), float(more)

    cells, size = _each(found, make)
    same = f"{round(plan)} person-weeks in {quarter}"
    return Row(f"Cost in {quarter}", "person-weeks", cells, size, same=same)
