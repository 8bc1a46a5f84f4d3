"""How near the best are plans, and how fast? Next-release instances from files, and a synthetic plan of teams.

`--data` holds instances of the next release problem (*.txt, as in Xuan et al. 2012): costs of requirements by
level, dependencies "a must be there for b", customers with a profit and what they ask for. A customer's profit
counts when all they ask for is in, with all that depends on. The budget is .3, .5, .7 of the total cost.

Each of `instances`: name, budget, value, bound (no plan is worth more), greedy (profit per cost), seconds; and
the gap. `teams`: candidates over teams and quarters with needs, either-or and falling values (`--no-teams`
leaves it out).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from northing_engine.selection import Candidate, Limits, NoPlan, Selection, select

BUDGETS = (0.3, 0.5, 0.7)
SECONDS = 55.0  # of the 60 an answer may take, with reading and starting a process


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of next-release instances")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each instance and budget")
    parser.add_argument("--teams-seconds", type=float, default=30.0, help="for the plan of teams")
    parser.add_argument("--no-teams", action="store_true", help="leave the plan of teams out")
    parser.add_argument("--only", default="", help="only instances whose name holds this")
    return parser.parse_args()


@dataclass(frozen=True)
class Instance:
    """costs: of requirements; before: (a, b), a must be there for b; customers: profit and what is asked."""

    costs: list[int]
    before: list[tuple[int, int]]
    customers: list[tuple[int, list[int]]]

    @classmethod
    def read(cls, path: Path) -> Instance:
        numbers = iter(int(float(word)) for word in path.read_text(encoding="latin-1").split())
        costs = [next(numbers) for _ in range(next(numbers)) for _ in range(next(numbers))]
        before = [(next(numbers), next(numbers)) for _ in range(next(numbers))]
        customers = [
            (next(numbers), [next(numbers) for _ in range(next(numbers))]) for _ in range(next(numbers))
        ]
        if next(numbers, None) is not None:
            raise ValueError(f"{path.name} goes on after its last customer")
        return cls(costs, before, customers)

    def candidates(self) -> list[Candidate]:
        needs: dict[int, set[int]] = {}
        for first, then in self.before:
            if first != then:
                needs.setdefault(then, set()).add(first)
        requirements = [
            Candidate(f"r{at}", 0.0, cost=cost, needs=tuple(f"r{each}" for each in sorted(needs.get(at, ()))))
            for at, cost in enumerate(self.costs, start=1)
        ]
        customers = [
            Candidate(f"c{at}", float(profit), needs=tuple(f"r{each}" for each in sorted(set(asked))))
            for at, (profit, asked) in enumerate(self.customers, start=1)
        ]
        return requirements + customers


def solved(name: str, share: float, instance: Instance, seconds: float) -> dict[str, object]:
    budget = int(sum(instance.costs) * round(share * 10) // 10)
    started = time.perf_counter()
    found = select(instance.candidates(), Limits(budget=budget), seconds=seconds)
    return {"name": name, "budget": share, **figures(found), "seconds": round(time.perf_counter() - started, 2)}


def figures(found: Selection) -> dict[str, object]:
    return {
        "value": round(found.value, 4),
        "bound": round(found.bound, 4),
        "greedy": None if found.greedy is None else round(found.greedy, 4),
        "gap": round(found.gap, 6),
    }


def plan_of_teams(
    rng: np.random.Generator, *, count: int = 500, teams: int = 8, periods: int = 6
) -> tuple[list[Candidate], Limits]:
    """Work for one to three teams each, half as much capacity as is asked for, values that fall."""
    candidates = []
    for at in range(count):
        team = rng.choice(teams, size=rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1]), replace=False)
        effort = {f"team {each}": float(round(rng.lognormal(1.2, 0.6), 1)) for each in team}
        value = float(rng.lognormal(3.5, 0.8)) * sum(effort.values()) ** 0.6
        delay = rng.uniform(0.02, 0.15)
        values = tuple(round(value * (1 - delay) ** period, 2) for period in range(periods))
        needs = (f"f{rng.integers(at)}",) if at and rng.random() < 0.15 else ()
        candidates.append(Candidate(f"f{at}", values, effort, needs=needs))
    asked = {
        f"team {team}": sum(each.effort.get(f"team {team}", 0.0) for each in candidates)
        for team in range(teams)
    }
    capacity = {team: round(weeks * 0.5 / periods, 1) for team, weeks in asked.items()}
    pairs = rng.choice(count, size=(count // 50, 2), replace=False)
    not_both = tuple((f"f{one}", f"f{other}") for one, other in pairs.tolist())
    return candidates, Limits(periods=periods, capacity=capacity, not_both=not_both)


def main() -> None:
    options = arguments()
    instances: list[dict[str, object]] = []
    result: dict[str, object] = {"instances": instances}
    paths = sorted(options.data.glob("*.txt")) if options.data else []
    for path in paths:
        if options.only not in path.stem:
            continue
        try:
            instance = Instance.read(path)
        except (ValueError, StopIteration, RuntimeError):
            continue  # a readme, or no instance of this kind
        for share in BUDGETS:
            instances.append(solved(path.stem, share, instance, options.seconds))
            print(json.dumps(instances[-1]), file=sys.stderr, flush=True)
    if not options.no_teams:
        candidates, limits = plan_of_teams(np.random.Generator(np.random.PCG64(7)))
        try:
            found = select(candidates, limits, seconds=options.teams_seconds)
        except NoPlan as none:
            raise SystemExit(str(none)) from none
        result["teams"] = {"candidates": len(candidates), **figures(found), "seconds": round(found.seconds, 2)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
