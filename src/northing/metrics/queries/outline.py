"""All metrics as one tree: what each is made of, with its values lately and before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from northing.metrics.models import MadeOf, Metric
from northing.metrics.queries.moving import Level, level_of
from northing.metrics.queries.tree import Moved, branches, moved_together
from northing.organisation.models import Member

SIGNS = {
    (MadeOf.SUM, False): "+",
    (MadeOf.SUM, True): "−",
    (MadeOf.PRODUCT, False): "×",
    (MadeOf.PRODUCT, True): "÷",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row. `path`: the ids from the top, since a metric may be part of several. `share`: by how much it
    moved `of`, in that one's unit; `hit` when it did most of the harm."""

    metric: Metric
    path: str
    moved: Moved | None
    level: int = 1
    folds: bool = False
    of: Metric | None = None
    sign: str = ""
    share: float | None = None
    hit: bool = False


def outline(actor: Member) -> list[Line]:
    """Trees from the top down, then what stands alone. As many queries for many as for one."""
    trees = {one.whole.pk: one for one in branches(actor)}
    parts = {part.pk for one in trees.values() for part, _ in one.parts}
    every = Metric.objects.visible_to(actor).filter(archived=False).select_related("product__line", "owner")
    alone = [row for row in every if row.pk not in trees and row.pk not in parts]
    groups = [[one.whole, *(part for part, _ in one.parts)] for one in trees.values()]
    changes = moved_together([*groups, *([row] for row in alone)])
    found = dict(zip(trees, changes, strict=False))
    levels = {pk: level_of(one, found[pk]) for pk, one in trees.items()}

    def below(line: Line) -> Iterator[Line]:
        one = trees.get(line.metric.pk)
        yield replace(line, folds=one is not None)
        for place, (part, inverse) in enumerate(one.parts if one else ()):
            made = Line(part, f"{line.path}.{part.pk}", found[line.metric.pk].get(part.pk), line.level + 1)
            sign = SIGNS[MadeOf(line.metric.made_of), inverse] if place or inverse else "="
            yield from below(_told(replace(made, of=line.metric, sign=sign), levels[line.metric.pk], place))

    tops = [one.whole for one in trees.values() if one.whole.pk not in parts]
    lines = [line for top in tops for line in below(Line(top, str(top.pk), found[top.pk].get(top.pk)))]
    return lines + _alone(alone, changes[len(trees) :])


def _told(line: Line, level: Level | None, place: int) -> Line:
    if level is None:
        return line
    node = level.nodes[place]
    return replace(line, share=node.contribution, hit=node.harm and node.much)


def _alone(rows: list[Metric], changes: Sequence[Mapping[int, Moved]]) -> list[Line]:
    return [Line(row, str(row.pk), found.get(row.pk)) for row, found in zip(rows, changes, strict=True)]
