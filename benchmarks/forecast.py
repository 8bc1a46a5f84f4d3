"""How long does a forecast take, next to the least that numpy could do?

The floor draws the same number of week indices, adds up each team's throughput and finds the finish week of
every feature in rank order after its needs, with arrays that fit the cache, and keeps nothing but the
weeks. It lets a team idle while its next feature waits, does not place anything inside a week, says nothing
about starts, waits or dates. The forecast does all that. Both run in turns in one process.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from northing_engine.forecasting import Calendar, Capacity, History, Piece, forecast_delivery

FEATURES, TEAMS, DRAWS, HISTORY = 500, 8, 20_000, 60


def sample(seed: int) -> tuple[list[Piece], History]:
    """500 features over 8 teams; one in four needs one or two features of other teams that rank before them."""
    rng = np.random.default_rng(seed)
    history = {f"team {team}": rng.poisson(4 + team % 4, HISTORY).tolist() for team in range(TEAMS)}
    work: list[Piece] = []
    for rank in range(FEATURES):
        team = int(rng.integers(TEAMS))
        others = [piece.id for piece in work[-80:] if piece.team != f"team {team}"]
        count = int(rng.choice([0, 1, 2], p=[0.75, 0.2, 0.05])) if len(others) > 1 else 0
        needs = tuple(str(need) for need in rng.choice(others, count, replace=False)) if count else ()
        work.append(Piece(f"feature {rank}", f"team {team}", rank, int(rng.integers(3, 15)), needs=needs))
    return work, History.of(history)


def floor(work: list[Piece], history: History, draws: int, lanes: int) -> dict[str, np.ndarray]:
    """The finish week (whole, counted from 1) of every feature in every draw, shape (draws,) each."""
    rng = np.random.default_rng(1)
    column = {team: history.done[:, place].astype(np.int32) for place, team in enumerate(history.teams)}
    totals = {team: sum(p.items for p in work if p.team == team) for team in history.teams}
    weeks = max(int(1.3 * totals[team] / column[team].mean()) + 20 for team in history.teams)
    finish = {piece.id: np.empty(draws, np.int16) for piece in work}
    for first in range(0, draws, lanes):
        count = min(lanes, draws - first)
        lane = np.arange(count)
        drawn = rng.integers(HISTORY, size=(weeks, count), dtype=np.uint8).astype(np.intp)
        done = {team: running_total(column[team].take(drawn)) for team in column}
        base = {team: np.zeros(count, np.int32) for team in column}
        spot = {team: lane.copy() for team in column}
        ends: dict[object, np.ndarray] = {}
        for piece in work:
            cumulative, at = done[piece.team], spot[piece.team]
            if piece.needs:
                ready = ends[piece.needs[0]]
                for need in piece.needs[1:]:
                    ready = np.maximum(ready, ends[need])
                np.maximum(base[piece.team], cumulative.take(ready), out=base[piece.team])
                np.maximum(at, ready, out=at)
            base[piece.team] += piece.items
            target = base[piece.team]
            behind = (cumulative.take(at) < target).nonzero()[0]
            here, goal = at[behind] + count, target[behind]
            while behind.size:
                at[behind] = here
                on = (cumulative.take(here) < goal).nonzero()[0]
                behind, here, goal = behind[on], here[on] + count, goal[on]
            ends[piece.id] = at.copy()
            finish[piece.id][first : first + count] = at // count + 1
    return finish


def running_total(done: np.ndarray) -> np.ndarray:
    """Flat running total down the weeks: row by row, which is several times as fast as cumsum over them."""
    for week in range(1, len(done)):
        done[week] += done[week - 1]
    return done.ravel()


def seconds(run: Callable[..., object], *arguments: object) -> float:
    """Wall time of one run."""
    before = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - before


def main() -> None:
    """Prints the times and, last, the JSON object."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", help="not used: the sample is made from a seed")
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    work, history = sample(seed=7)
    calendar = Calendar(date(2026, 11, 23))

    def forecast() -> object:
        return forecast_delivery(work, history, Capacity(), calendar, np.random.default_rng(1), DRAWS)

    def least(lanes: int) -> object:
        return floor(work, history, DRAWS, lanes)

    best = min((2_500, 5_000, 10_000, 20_000), key=lambda lanes: min(seconds(least, lanes) for _ in range(2)))
    forecast()
    floors, forecasts = [], []
    for number in range(rounds):
        floors.append(seconds(least, best))
        forecasts.append(seconds(forecast))
        print(f"round {number + 1}: floor {floors[-1]:.3f} s, forecast {forecasts[-1]:.3f} s")
    ratio = statistics.median(ours / bare for ours, bare in zip(forecasts, floors, strict=True))
    print(
        json.dumps(
            {
                "features": FEATURES,
                "teams": TEAMS,
                "draws": DRAWS,
                "ratio": round(ratio, 2),
                "seconds": round(statistics.median(forecasts), 3),
                "floor_seconds": round(statistics.median(floors), 3),
            }
        )
    )


if __name__ == "__main__":
    main()
