"""Next-release instances as large as those of the literature, made anew: nobody tunes on those that count.

`python -m benchmarks.release_instances DIR` writes them for `benchmarks.selection --data DIR`. Sizes, costs,
levels and requests are as published (Bagnall et al. 2001; Xuan et al. 2012): two classic ones with requirements
in levels, of which each may be needed by some of the levels below, and twelve like those drawn from the reports
of three open projects, without dependencies: most reports matter to one person, a few to many. `even` is harder
than any of them: everybody asks for anything with the same chance.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 20_120_831
PROFIT = (30.0, 6.0)  # mean and spread of what a classic customer is worth
REPORTED_COST, REPORTED_PROFIT = (1, 7), (10, 50)
ALONE = 0.85  # of reports that only one person asks for when a project's are drawn


@dataclass(frozen=True)
class Classic:
    """For each level: how many, the least and highest cost, the most that need one of them."""

    levels: tuple[tuple[int, tuple[int, int], int], ...]
    customers: int
    requests: tuple[int, int]


FIVE_COSTS = ((1, 5), (2, 7), (3, 9), (4, 10), (5, 15))
CLASSIC = {
    "classic4": Classic(
        tuple(zip((250, 500, 750, 1000, 750), FIVE_COSTS, (8, 6, 4, 2, 0), strict=True)), 750, (1, 5)
    ),
    "classic5": Classic(((500, (1, 3), 4), (500, (2, 2), 4), (500, (3, 5), 0)), 1000, (1, 1)),
}
# Requirements, customers, fewest and most requests.
REPORTED = {
    "e1": (3502, 536, 4, 20), "e2": (4254, 491, 5, 30), "e3": (2844, 456, 4, 15), "e4": (3186, 399, 5, 20),
    "g1": (2690, 445, 4, 20), "g2": (2650, 315, 5, 30), "g3": (2512, 423, 4, 15), "g4": (2246, 294, 5, 20),
    "m1": (4060, 768, 4, 20), "m2": (4368, 617, 5, 30), "m3": (3566, 765, 4, 15), "m4": (3643, 568, 5, 20),
}  # fmt: skip
EVEN = (3502, 536, 4, 20)

Customers = list[tuple[int, list[int]]]


def classic(rng: np.random.Generator, made: Classic) -> str:
    levels = [
        rng.integers(least, most, size=count, endpoint=True).tolist() for count, (least, most), _ in made.levels
    ]
    total = sum(map(len, levels))
    before: list[tuple[int, int]] = []
    at = 0
    for costs, (_, _, most) in zip(levels, made.levels, strict=True):
        beyond = at + len(costs)
        for one in range(at, beyond):
            count = int(rng.integers(most, endpoint=True)) if beyond < total else 0
            before += [(one + 1, int(rng.integers(beyond, total)) + 1) for _ in range(count)]
        at = beyond
    customers = [
        (
            max(1, round(rng.normal(*PROFIT))),
            asked(rng, total, int(rng.integers(*made.requests, endpoint=True))),
        )
        for _ in range(made.customers)
    ]
    return written(levels, before, customers)


def asked(rng: np.random.Generator, total: int, count: int) -> list[int]:
    return [int(each) + 1 for each in rng.choice(total, size=count, replace=False)]


def reported(rng: np.random.Generator, size: tuple[int, int, int, int]) -> str:
    """People ask for reports: for one that nobody else asks for, or one of those that many do."""
    requirements, people, fewest, most = size
    weight = 1.0 / np.arange(1, most - fewest + 2)
    counts = rng.choice(np.arange(fewest, most + 1), size=people, p=weight / weight.sum())
    alone = list(range(1, int(ALONE * requirements) + 1))
    popular = np.arange(len(alone) + 1, requirements + 1)
    chance = 1.0 / np.arange(2, len(popular) + 2) ** 0.7
    share = min(0.9, len(alone) / counts.sum())
    customers: Customers = []
    for count in counts.tolist():
        own = min(int(rng.binomial(count, share)), len(alone))
        known = rng.choice(popular, size=count - own, replace=False, p=chance / chance.sum())
        wanted = [alone.pop() for _ in range(own)] + known.tolist()
        customers.append((int(rng.integers(*REPORTED_PROFIT, endpoint=True)), wanted))
    return written([costs_of(rng, requirements)], [], customers)


def even(rng: np.random.Generator, size: tuple[int, int, int, int]) -> str:
    requirements, people, fewest, most = size
    customers = [
        (
            int(rng.integers(*REPORTED_PROFIT, endpoint=True)),
            asked(rng, requirements, int(rng.integers(fewest, most, endpoint=True))),
        )
        for _ in range(people)
    ]
    return written([costs_of(rng, requirements)], [], customers)


def costs_of(rng: np.random.Generator, count: int) -> list[int]:
    costs: list[int] = rng.integers(*REPORTED_COST, size=count, endpoint=True).tolist()
    return costs


def written(levels: list[list[int]], before: list[tuple[int, int]], customers: Customers) -> str:
    """In the published layout."""
    lines: list[list[int]] = [[len(levels)]]
    for costs in levels:
        lines += [[len(costs)], costs]
    lines += [[len(before)], *map(list, before), [len(customers)]]
    lines += [[profit, len(wanted), *wanted] for profit, wanted in customers]
    return "".join(" ".join(map(str, line)) + "\n" for line in lines)


def instances(seed: int) -> Iterator[tuple[str, str]]:
    for name, made in CLASSIC.items():
        yield name, classic(np.random.default_rng(seed), made)
    for name, size in REPORTED.items():
        yield name, reported(np.random.default_rng(seed), size)
    yield "even", even(np.random.default_rng(seed), EVEN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="where they are written")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in instances(options.seed):
        (options.folder / f"{name}.txt").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
