"""What each scenario does, in words: in, out, moved, made smaller, lent."""

from collections.abc import Iterable
from itertools import zip_longest

from northing.planning.models import Feature
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.cells import Change, ChangesCell, Nothing, Row
from northing.planning.queries.scenarios.columns import Column, Columns
from northing.planning.queries.scenarios.rows import feature_choices
from northing.ui import formatting

MOST = 6
ICONS = {"in": "plus", "out": "cross", "later": "arrow", "sooner": "up"}
MORE = {"plus": "in", "cross": "out", "arrow": "later", "up": "sooner"}


def changes_row(found: Columns, features: dict[int, Feature]) -> Row:
    plan = found.plan.scenario
    chosen = sum(choice.period is not None for choice in feature_choices(plan).values()) if plan else 0
    cells: list[Nothing | ChangesCell] = [Nothing(formatting.counted(chosen, "feature"))]
    size = 0.0
    for column in found.beside:
        said = tuple(changes(column, features))
        cells.append(ChangesCell(told(said)) if said else Nothing("nothing yet"))
        size = max(size, len(said))
    return Row("In and out", "", tuple(cells), size, same="what is in and out")


def told(said: tuple[Change, ...]) -> tuple[Change, ...]:
    """Of many some of each kind, and how many more of it there are."""
    if len(said) <= MOST:
        return said
    kinds: dict[str, list[Change]] = {}
    for change in said:
        kinds.setdefault(change.icon, []).append(change)
    in_turn = [change for turn in zip_longest(*kinds.values()) for change in turn if change is not None]
    shown = sorted(in_turn[:MOST], key=said.index)
    more = {icon: len(each) - sum(change.icon == icon for change in shown) for icon, each in kinds.items()}
    rest = ", ".join(f"{count:,} more {MORE.get(icon, 'changed')}" for icon, count in more.items() if count)
    return *shown, Change("", f"and {rest}")


def changes(column: Column, features: dict[int, Feature]) -> Iterable[Change]:
    """The moves first, those of features that the actor may see."""
    for move in column.moves.values():
        if (feature := features.get(move.feature)) is None:
            continue
        was = quarters.quarter_named(move.was) if move.was else ""
        now = quarters.quarter_named(move.now) if move.now else ""
        words = {
            "in": f"In: {feature.name}, {now}",
            "out": f"Out: {feature.name}",
            "later": f"Out of {was}: {feature.name}, to {now}",
            "sooner": f"Sooner: {feature.name}, to {now}",
        }
        yield Change(ICONS[move.kind], words[move.kind])
    scenario = column.scenario
    if scenario is None:
        return
    for row in scenario.dates.all():
        if row.feature_id in features and row.effort_times != 1:
            name = features[row.feature_id].name
            how = "smaller" if row.effort_times < 1 else "larger"
            yield Change("minus", f"{name} {formatting.percent(abs(1 - row.effort_times))} {how}")
    for lending in scenario.lendings.select_related("member", "to_team"):
        span = formatting.day_range(lending.starts_on, lending.ends_on)
        part = "" if lending.share == 100 else f" at {formatting.percent(lending.share / 100)}"
        yield Change("plus", f"In: {lending.member.name} in {lending.to_team.name}{part}, {span}")
    for rule in scenario.rules.select_related("team", "objective", "product"):
        yield Change("minus", f"Rule: {rule.get_kind_display()}")
