"""What moved a metric lately: the branches of its tree, with each part's share of the change."""

from dataclasses import dataclass
from datetime import date

from northing.metrics.models import Direction, Grain, MadeOf, Metric
from northing.metrics.queries.contributions import Change, contributions
from northing.metrics.queries.tree import BEFORE, Branch, Moved, above, branch, moved
from northing.organisation.models import Member

# A part that explains so much of what all parts moved is named as what moved it.
MUCH = 0.4


@dataclass(frozen=True, slots=True)
class Node:
    """`name`: its product's, where it is called as the whole. `contribution` is in the whole's unit, None where
    it cannot be said; `harm` when it made the whole worse, `much` when it moved it more than all else did."""

    metric: Metric
    name: str
    inverse: bool
    before: float
    after: float
    contribution: float | None
    harm: bool
    much: bool


@dataclass(frozen=True, slots=True)
class Level:
    """`rest` is what of the change is not explained by the parts."""

    whole: Metric
    before: float
    after: float
    nodes: tuple[Node, ...]
    rest: float | None

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def multiplies(self) -> bool:
        return self.whole.made_of == MadeOf.PRODUCT

    @property
    def most(self) -> Node | None:
        """The part that moved it most, where one clearly did."""
        return next((node for node in self.nodes if node.much), None)


@dataclass(frozen=True, slots=True)
class Movement:
    """From above the metric to below it; `until` is the last day of the latest period."""

    levels: tuple[Level, ...]
    until: date
    period: str
    before: int = BEFORE


def movement(actor: Member, metric: Metric) -> Movement | None:
    """None where the metric is in no tree, or its tree has too few values to compare."""
    found = [one for one in (_above(actor, metric), branch(actor, metric)) if one]
    if not found:
        return None
    values = moved(_metrics(found))
    levels = [level for one in found if (level := level_of(one, values))]
    below = levels[-1].most if levels and levels[-1].whole.pk == metric.pk else None
    deeper = branch(actor, below.metric) if below else None
    if deeper is not None:
        values = moved(_metrics([*found, deeper]))
        levels = [level for one in (*found, deeper) if (level := level_of(one, values))]
    if not levels:
        return None
    grain = max((Grain(row.grain) for row in _metrics(found)), key=list(Grain).index)
    until = max(each.until for each in values.values())
    return Movement(tuple(levels), until, "week" if grain == Grain.DAY else str(grain.label).lower())


def _above(actor: Member, metric: Metric) -> Branch | None:
    whole = above(actor, metric)
    return branch(actor, whole) if whole else None


def _metrics(branches: list[Branch]) -> list[Metric]:
    rows = {part.pk: part for one in branches for part, _ in one.parts}
    return list((rows | {one.whole.pk: one.whole for one in branches}).values())


def level_of(one: Branch, values: dict[int, Moved]) -> Level | None:
    """None where a value is missing."""
    whole = values.get(one.whole.pk)
    if whole is None or any(part.pk not in values for part, _ in one.parts):
        return None
    changes = [Change(values[part.pk].before, values[part.pk].after, inverse) for part, inverse in one.parts]
    shares = contributions(MadeOf(one.whole.made_of), Change(whole.before, whole.after), changes)
    said: list[float | None] = list(shares) if shares else [None] * len(changes)
    total = sum(abs(share) for share in said if share is not None)
    largest = max((abs(share) for share in said if share is not None), default=0.0)
    nodes = tuple(
        Node(
            part,
            _called(part, one.whole),
            inverse,
            values[part.pk].before,
            values[part.pk].after,
            share,
            harm=share is not None and _harms(one.whole, share),
            much=share is not None and abs(share) == largest and largest > MUCH * total > 0,
        )
        for (part, inverse), share in zip(one.parts, said, strict=True)
    )
    rest = whole.after - whole.before - sum(shares) if shares else None
    return Level(one.whole, whole.before, whole.after, nodes, rest)


def _called(part: Metric, whole: Metric) -> str:
    same = part.name.casefold() == whole.name.casefold()
    return part.product.name if same and part.product else part.name


def _harms(whole: Metric, share: float) -> bool:
    if whole.direction == Direction.HOLD:
        return False
    return share > 0 if whole.direction == Direction.DOWN else share < 0
