"""One candidate beside the grid: why it ranks where it does, what would settle it, and who asks for it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from northing.insight.models import Highlight
from northing.insight.queries.opportunity_panel import quotes_of
from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Key, Outlook
from northing.planning.prioritising import words
from northing.planning.prioritising.board import Board, Row, described
from northing.planning.queries.live_inputs import source_names
from northing.planning.queries.needs import Need, needs_of
from northing.planning.queries.prioritise.asking import problems_of
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.prioritise.inputs import SaidFully, said_of
from northing.planning.scoring import corrections
from northing.ui import formatting
from northing_engine import scoring as engine

QUOTES = 3
LOOKED_AT = 3
"""Problems whose quotes are looked at; a feature that serves more has one of each anyway."""
WIDEST = 40.0
"""Per cent of the bar's width to which the widest side reaches."""


@dataclass(frozen=True, slots=True)
class Mover:
    """`down` and `up`: how far the score falls and rises over the input's range, on a common scale."""

    label: str
    down: float
    up: float
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Who said the latest numbers, and when."""

    at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    row: Row
    rank: tuple[str, str, str]
    movers: tuple[Mover, ...]
    knowing: str
    quotes: tuple[Highlight, ...]
    problems: tuple[int, ...]
    said: dict[str, SaidFully]
    record: tuple[str, ...]
    arriving: tuple[str, ...]
    scored: Scored | None
    due_on: date | None
    chance: float | None
    needs: tuple[Need, ...]
    may_say_needs: bool


def panel_of(actor: Member, found: Board, row: Row, page: Sequence[Row] = ()) -> Panel:
    """A constant number of queries. `page`: the rows beside it, which are described."""
    there = next((each for each in page if each.key == row.key), None)
    whole = there or described(actor, found, [row])[0]
    said = said_of(row.key)
    problems = problems_of(actor, [row.key]).get(row.key, [])
    due_on, chance = _promise(row.key)
    movers = _movers(found, row)
    first, runs, follows = words.rank(found, row)
    if row.close and movers:
        follows += f": {movers[0].label.lower()} decides"
    return Panel(
        row=whole,
        rank=(first, runs, f"{follows}." if follows else ""),
        movers=movers,
        knowing=_knowing(found, row),
        quotes=tuple(_quotes(actor, problems)),
        problems=tuple(problems),
        said=said,
        record=tuple(_record(row)),
        arriving=tuple(_arriving(actor, found, row)),
        scored=_scored(said),
        due_on=due_on,
        chance=chance,
        needs=needs_of(row.key.pk) if row.key.kind == "feature" else (),
        may_say_needs=row.key.kind == "feature" and row.candidate.may_change,
    )


def _movers(found: Board, row: Row) -> tuple[Mover, ...]:
    """The widest first. The scale is that of ratios where the score is above 0, else that of differences."""
    if found.scores is None or row.score is None:
        return ()
    moved = engine.drivers_of(found.scores, str(row.key))
    fields = {field.key: field for field in found.fields}
    now = found.likely_score(row)
    sides = [(_apart(now, each.at_low), _apart(now, each.at_high)) for each in moved]
    most = max((max(map(abs, pair)) for pair in sides), default=0.0) or 1.0
    return tuple(
        Mover(
            label=_name(fields[each.field]),
            down=WIDEST * max(0.0, -min(low, high)) / most,
            up=WIDEST * max(0.0, max(low, high)) / most,
            text=_range(fields[each.field], each.spread),
            sentence=f"{fields[each.field].name}: score {formatting.compact(min(each.at_low, each.at_high))}"
            f" to {formatting.compact(max(each.at_low, each.at_high))}",
        )
        for each, (low, high) in zip(moved, sides, strict=True)
    )


def _apart(now: float, then: float) -> float:
    if not (math.isfinite(now) and math.isfinite(then)):
        return 0.0
    return math.log(then / now) if now > 0 and then > 0 else then - now


def _name(field: Field) -> str:
    return field.name.capitalize()


def _range(field: Field, spread: engine.Spread) -> str:
    """6–14 wk, 0.8k–2.4k, 70 %."""
    if spread.is_sure:
        return formatting.with_unit(field.write(spread.likely), "" if field.share else field.unit)
    said = f"{field.write(spread.low)}{formatting.DASH}{field.write(spread.high)}"
    return formatting.with_unit(said, "" if field.share else field.unit)


def _knowing(found: Board, row: Row) -> str:
    """What it would be worth to know one input, where that could change whether the candidate is in."""
    if found.scores is None or row.score is None:
        return ""
    worth = engine.value_of_knowing(found.scores, str(row.key), found.inside)
    best = next((each for each in worth if each.changes >= 0.005), None)
    if best is None:
        return "" if not worth else "Knowing any one number better would not change whether it is in."
    name = next(field.name for field in found.fields if field.key == best.field)
    settle = "takes it out" if row.inside else "brings it in"
    return (
        f"To know its {name} before choosing {settle} in {formatting.chance_points(best.changes)} of 100 cases,"
        f" and is worth {formatting.compact(best.worth)} points of score on average."
    )


def _record(row: Row) -> list[str]:
    """Why its numbers are not as they were said."""
    team, found = row.candidate.team_id, corrections(clock.today())
    effort, confidence = (row.said.get(name) for name in ("effort", "confidence"))
    sentences = []
    if effort is not None and effort.stated is not None:
        sentences.append(found.said_of_effort(team))
    if confidence is not None and confidence.stated is not None:
        sentences.append(found.said_of_confidence(team, confidence.stated))
    return sentences


def _arriving(actor: Member, found: Board, row: Row) -> list[str]:
    """ "Reach: Customers who ask for it, now 12.", of each number that comes by itself."""
    live = [(field, said) for field in found.fields if (said := row.said.get(field.key)) and said.live]
    names = source_names(actor, (said.live for _, said in live))
    return [f"{_name(field)}: {names[said.live]}, now {field.write(said.likely)}." for field, said in live]


def _quotes(actor: Member, problems: list[int]) -> list[Highlight]:
    """What matters most to those who pay most, over all problems behind it."""
    found = [mark for pk in problems[:LOOKED_AT] for mark in quotes_of(actor, pk, QUOTES)]
    return sorted(found, key=lambda mark: -mark.importance)[:QUOTES]


def _scored(said: dict[str, SaidFully]) -> Scored | None:
    dated = sorted(
        ((each.at, each.by) for each in said.values() if each.at is not None),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not dated:
        return None
    names = dict.fromkeys(by.split()[0] for _, by in dated if by)
    return Scored(dated[0][0], tuple(names)[:3])


def _promise(key: Key) -> tuple[date | None, float | None]:
    if key.kind != "feature":
        return None, None
    found = Outlook.objects.filter(feature=key.pk, feature__due_on__isnull=False).select_related("feature")
    outlook = found.only("chance", "due_on", "feature__due_on").first()
    if outlook is None:
        return None, None
    return outlook.feature.due_on, outlook.chance if outlook.due_on == outlook.feature.due_on else None
