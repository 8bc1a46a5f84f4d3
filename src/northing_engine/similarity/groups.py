"""Which pieces belong together? Average linkage over a graph of neighbours.

Each piece names its nearest neighbours; two pieces are linked when both name each other or are very alike.
Groups are then joined, the most alike pair first, as long as the mean similarity between them stays above a
level: a chain of look-alikes does not become one group, as it would by linking alone. No randomness: the same
pieces give the same groups in whatever order they come.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Of the pairs that people called the same, three in four are at least so alike (on two public sets).
JOIN_ABOVE = 0.3


@dataclass(frozen=True)
class Link:
    """Two different pieces, by their place, and how alike they are, 0..1."""

    first: int
    second: int
    similarity: float


@dataclass(frozen=True)
class Group:
    """Places of its members, the most central first, and their mean similarity among linked pairs, 0..1."""

    members: tuple[int, ...]
    closeness: float


def mutual_links(neighbours: Sequence[Sequence[tuple[int, float]]]) -> list[Link]:
    """Pairs that name each other. `neighbours[i]` are (place, similarity) of those most like i.

    What is seen from the two sides may differ; their mean counts.
    """
    seen = {(at, other): how for at, named in enumerate(neighbours) for other, how in named if other != at}
    return [
        Link(at, other, (how + seen[other, at]) / 2)
        for (at, other), how in sorted(seen.items())
        if at < other and (other, at) in seen
    ]


def group(count: int, links: Iterable[Link], join_above: float = JOIN_ABOVE) -> list[Group]:
    """Groups of two or more of the pieces 0..count-1, the largest first, then the closest.

    The similarity of two groups is the sum over links between them divided by all pairs between them: pieces
    that are not linked count as not alike (average linkage, Sokal & Michener 1958, on a sparse graph). Raises
    ValueError for a link that names a piece twice or one that is not there.
    """
    told = _symmetric(count, links)
    members: dict[int, list[int]] = {at: [at] for at in range(count)}
    between = {at: dict(told[at]) for at in range(count)}
    heap = [(-how, at, other) for at in range(count) for other, how in told[at].items() if at < other]
    heapq.heapify(heap)
    while heap:
        lost, first, second = heapq.heappop(heap)
        if -lost < join_above:
            break
        if first not in members or second not in members or lost != -_mean(between, members, first, second):
            continue
        _join(first, second, members, between)
        for other in between[first]:
            low, high = min(first, other), max(first, other)
            heapq.heappush(heap, (-_mean(between, members, low, high), low, high))
    found = [_group(each, told) for each in members.values() if len(each) > 1]
    return sorted(found, key=lambda each: (-len(each.members), -each.closeness, each.members))


Told = list[dict[int, float]]


def _symmetric(count: int, links: Iterable[Link]) -> Told:
    told: Told = [{} for _ in range(count)]
    for link in links:
        if link.first == link.second or not (0 <= link.first < count and 0 <= link.second < count):
            raise ValueError(f"a link must name two different pieces of {count}")
        told[link.first][link.second] = told[link.second][link.first] = link.similarity
    return told


def _mean(
    between: dict[int, dict[int, float]], members: dict[int, list[int]], first: int, second: int
) -> float:
    pairs = len(members[first]) * len(members[second])
    return round(between[first].get(second, 0.0) / pairs, 9)


def _join(first: int, second: int, members: dict[int, list[int]], between: dict[int, dict[int, float]]) -> None:
    """The second becomes part of the first."""
    members[first] += members.pop(second)
    for other, how in between.pop(second).items():
        del between[other][second]
        if other != first:
            between[first][other] = between[first].get(other, 0.0) + how
            between[other][first] = between[first][other]


def _group(members: list[int], told: Told) -> Group:
    inside = set(members)
    pull = {at: sum(how for other, how in told[at].items() if other in inside) for at in members}
    linked = [how for at in members for other, how in told[at].items() if other in inside]
    order = sorted(members, key=lambda at: (-round(pull[at], 9), at))
    return Group(tuple(order), round(sum(linked) / len(linked), 6))
