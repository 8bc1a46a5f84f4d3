"""Which candidates hang together? Where no limit is shared, one changes nothing for the other.

Teams that share nothing are such parts, and a question about one of their candidates is asked of that part
only: a small programme is solved to its end in a fraction of the time that the whole one takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from northing_engine.selection.candidates import Candidate, Key, Pool
from northing_engine.selection.limits import Limits
from northing_engine.selection.selecting import Selection


def parts(candidates: Sequence[Candidate], limits: Limits) -> list[tuple[Candidate, ...]]:
    """Every candidate in one of them, each as large as it has to be."""
    parent: dict[Key, Key] = {each.id: each.id for each in candidates}

    def root(id_: Key) -> Key:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for group in _bound(candidates, limits):
        known = [id_ for id_ in group if id_ in parent]
        for id_ in known[1:]:
            parent[root(id_)] = root(known[0])
    found: dict[Key, list[Candidate]] = {}
    for each in candidates:
        found.setdefault(root(each.id), []).append(each)
    return [tuple(part) for part in found.values()]


def _bound(candidates: Sequence[Candidate], limits: Limits) -> Iterator[Collection[Key]]:
    """Groups that one limit is about."""
    takers: dict[Pool, list[Key]] = {}
    for each in candidates:
        for pool, weeks in each.effort.items():
            if weeks and pool in limits.capacity:
                takers.setdefault(pool, []).append(each.id)
        yield each.id, *each.needs
    yield from takers.values()
    yield from (*limits.together, *limits.either, *limits.not_both)
    if limits.budget is not None:
        yield [each.id for each in candidates if each.cost]
    if limits.shares:  # of all effort that is taken
        yield [each.id for each in candidates]


def limits_of(part: Sequence[Candidate], limits: Limits) -> Limits:
    """Those that are about this part."""
    ids = {each.id for each in part}

    def about(groups: Sequence[tuple[Key, ...]]) -> tuple[tuple[Key, ...], ...]:
        return tuple(group for group in groups if ids & set(group))

    return replace(
        limits,
        must=limits.must & ids,
        must_not=limits.must_not & ids,
        together=about(limits.together),
        either=about(limits.either),
        not_both=about(limits.not_both),
    )


def part_around(selection: Selection, id_: Key) -> Selection:
    """The plan as far as it can matter to this candidate. Its bound is as far off as the whole plan's."""
    part = next(
        each for each in parts(selection.candidates, selection.limits) if any(of.id == id_ for of in each)
    )
    chosen = {of.id: selection.chosen[of.id] for of in part if of.id in selection.chosen}
    value = sum(of.values(selection.limits.periods)[chosen[of.id]] for of in part if of.id in chosen)
    return replace(
        selection,
        chosen=chosen,
        value=value,
        bound=value + selection.bound - selection.value,
        greedy=None,
        candidates=part,
        limits=limits_of(part, selection.limits),
    )
