"""In which order the pieces claim their teams' time.

A piece comes after everything it needs and, where that leaves a choice, after the higher-ranked pieces of
its team. A lower-ranked piece that a higher-ranked one of the same team waits for inherits its urgency and is
pulled right before it. Nothing that comes later in this order can delay what comes earlier: a piece's
forecast depends only on what ``upstream`` names, and a change touches only what ``downstream`` names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from northing_engine.forecasting.errors import CircularNeeds
from northing_engine.forecasting.work import Key, Piece

Place: TypeAlias = tuple[float, str]
"""A piece's place in its team's queue: rank, then id."""


def working_order(pieces: Mapping[Key, Piece]) -> list[Piece]:
    """All pieces in the order in which they claim time. Raises CircularNeeds with the cycle.

    Does not depend on the order of ``pieces``. Where the queues of several teams wait for each other, the
    piece that jumps the fewest others goes first.
    """
    depths = _depths(pieces)
    queues = _queues(pieces, depths)
    waiting = {piece.id: set(piece.needs) for piece in pieces.values()}
    dependants = _dependants(pieces.values())
    order: list[Piece] = []
    while queues:
        chosen = _next(queues, waiting)
        queue = queues[chosen.team]
        queue.remove(chosen)
        if not queue:
            del queues[chosen.team]
        for dependant in dependants[chosen.id]:
            waiting[dependant].discard(chosen.id)
        order.append(chosen)
    return order


def upstream(ids: Iterable[Key], order: Sequence[Piece]) -> set[Key]:
    """Everything that can delay the pieces ``ids``, themselves included.

    order: as ``working_order`` gives it.
    """
    wanted = set(ids)
    teams: set[Key] = set()
    for piece in reversed(order):
        if piece.id in wanted or piece.team in teams:
            wanted.add(piece.id)
            wanted.update(piece.needs)
            teams.add(piece.team)
    return wanted


def downstream(order: Sequence[Piece], *, ids: Iterable[Key] = (), teams: Iterable[Key] = ()) -> set[Key]:
    """Every piece whose forecast may move when the pieces ``ids`` or the capacity of ``teams`` change.

    order: as ``working_order`` gives it. When ranks or needs change, ask with the order before and after.
    """
    changed, touched = set(ids), set(teams)
    for piece in order:
        if piece.id in changed or piece.team in touched or not changed.isdisjoint(piece.needs):
            changed.add(piece.id)
            touched.add(piece.team)
    return changed & {piece.id for piece in order}


def _next(queues: Mapping[Key, list[Piece]], waiting: Mapping[Key, set[Key]]) -> Piece:
    for queue in queues.values():
        if not waiting[queue[0].id]:
            return queue[0]
    jumps = (
        (position, _place(piece), str(piece.team), piece)
        for queue in queues.values()
        for position, piece in enumerate(queue)
        if not waiting[piece.id]
    )
    return min(jumps, key=lambda jump: jump[:3])[3]


def _queues(pieces: Mapping[Key, Piece], depths: Mapping[Key, int]) -> dict[Key, list[Piece]]:
    """Each team's pieces, most urgent first, teams in a fixed order."""
    urgency = _urgency(pieces, depths)
    queues: dict[Key, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces.values(), key=lambda p: (urgency[p.id], depths[p.id], _place(p))):
        queues[piece.team].append(piece)
    return {team: queues[team] for team in sorted(queues, key=str)}


def _urgency(pieces: Mapping[Key, Piece], depths: Mapping[Key, int]) -> dict[Key, Place]:
    """Each piece's place, or the place of the first piece of its own team that waits for it."""
    first: dict[Key, dict[Key, Place]] = {piece.id: {piece.team: _place(piece)} for piece in pieces.values()}
    for piece in sorted(pieces.values(), key=lambda p: -depths[p.id]):
        for need in piece.needs:
            for team, place in first[piece.id].items():
                first[need][team] = min(first[need].get(team, place), place)
    return {piece.id: first[piece.id][piece.team] for piece in pieces.values()}


def _place(piece: Piece) -> Place:
    return (piece.rank, str(piece.id))


def _dependants(pieces: Iterable[Piece]) -> dict[Key, list[Key]]:
    dependants: dict[Key, list[Key]] = defaultdict(list)
    for piece in pieces:
        for need in set(piece.needs):
            dependants[need].append(piece.id)
    return dependants


def _depths(pieces: Mapping[Key, Piece]) -> dict[Key, int]:
    """Length of the longest chain of needs below each piece. Raises CircularNeeds."""
    depths: dict[Key, int] = {}
    for start in pieces:
        path: dict[Key, int] = {}
        stack = [start]
        while stack:
            here = stack[-1]
            open_needs = [need for need in pieces[here].needs if need not in depths]
            path.setdefault(here, len(path))
            circular = next((need for need in open_needs if need in path), None)
            if circular is not None:
                raise CircularNeeds([*list(path)[path[circular] :], circular])
            if open_needs:
                stack.append(open_needs[0])
                continue
            depths[here] = 1 + max((depths[need] for need in pieces[here].needs), default=-1)
            stack.pop()
            del path[here]
    return depths
