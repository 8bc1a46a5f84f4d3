"""How well are measures forecast, and do the bands hold what they say?

`--data` holds `m3_monthly.json` (series of months: `x` history, `xx` what followed) and `m4_weekly_train.csv`
with `m4_weekly_test.csv` (series of weeks, a row each); either may be missing.

- owa_monthly, owa_36, owa_weekly: the error next to that of the M4 competition's second naive method (mean of
  the ratios of sMAPE and MASE); owa_36 sees the last 36 months only;
- owa_*_unasked: the same when the engine is not told how many steps a year has;
- held_80, held_50: the share of values inside the bands, over series of months and weeks; and of each kind;
- series_per_s: forecasts with bands a second of one core.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from northing_engine.series import forecast

Floats = NDArray[np.float64]
LEVELS = (0.5, 0.8)


@dataclass(frozen=True)
class Case:
    """`cycle`: steps a year; `naive`: the cycle that the competition's naive method and MASE use."""

    history: Floats
    came: Floats
    cycle: int
    naive: int


@dataclass
class Scores:
    errors: list[tuple[float, float]] = field(default_factory=list)
    naive: list[tuple[float, float]] = field(default_factory=list)
    held: dict[float, list[float]] = field(default_factory=lambda: {level: [] for level in LEVELS})
    cpu: float = 0.0

    @property
    def owa(self) -> float:
        return float(np.mean(np.mean(self.errors, axis=0) / np.mean(self.naive, axis=0)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the series")
    return parser.parse_args()


def months(folder: Path, last: int | None = None) -> list[Case]:
    path = folder / "m3_monthly.json"
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8")).values()
    return [Case(_floats(row["x"])[-(last or 0) :], _floats(row["xx"]), 12, 12) for row in rows]


def weeks(folder: Path) -> list[Case]:
    train, test = folder / "m4_weekly_train.csv", folder / "m4_weekly_test.csv"
    if not (train.exists() and test.exists()):
        return []
    known, came = _rows(train), _rows(test)
    return [Case(known[name], came[name], 52, 1) for name in came if name in known]


def score(cases: Sequence[Case], *, told: bool = True) -> Scores:
    scores = Scores()
    for case in cases:
        started = time.process_time()
        ahead = forecast(case.history, case.cycle if told else None, case.came.size, LEVELS)
        scores.cpu += time.process_time() - started
        scores.errors.append(_errors(ahead.point, case))
        scores.naive.append(_errors(second_naive(case.history, case.naive, case.came.size), case))
        for band in ahead.bands:
            inside = (case.came >= band.low) & (case.came <= band.high)
            scores.held[band.level].extend(inside.astype(float))
    return scores


def second_naive(history: Floats, cycle: int, horizon: int) -> Floats:
    """The last value, of a series freed from its season where the competition's test sees one."""
    if not _seasonal(history, cycle):
        return np.repeat(history[-1], horizon)
    indices = _multiplicative(history, cycle)
    last = history[-1] / indices[(history.size - 1) % cycle]
    return np.asarray(last * indices[(history.size + np.arange(horizon)) % cycle], dtype=float)


def _seasonal(history: Floats, cycle: int) -> bool:
    if cycle < 2 or history.size < 3 * cycle:
        return False
    away = history - history.mean()
    total = float(away @ away) or 1.0
    at = [float(away[lag:] @ away[:-lag]) / total for lag in range(1, cycle + 1)]
    limit = 1.645 * np.sqrt((1 + 2 * np.sum(np.square(at[:-1]))) / history.size)
    return abs(at[-1]) > float(limit)


def _multiplicative(history: Floats, cycle: int) -> Floats:
    weights = np.ones(cycle) / cycle
    if cycle % 2 == 0:
        weights = np.concatenate(([0.5], np.ones(cycle - 1), [0.5])) / cycle
    level = np.convolve(history, weights, "valid")
    first = cycle // 2
    ratio = history[first : first + level.size] / level
    phase = (np.arange(level.size) + first) % cycle
    indices = np.bincount(phase, ratio, minlength=cycle) / np.bincount(phase, minlength=cycle)
    return np.asarray(indices / indices.mean(), dtype=float)


def _errors(point: Floats, case: Case) -> tuple[float, float]:
    """sMAPE in percent, and MASE over the history that was seen."""
    off = np.abs(point - case.came)
    scale = float(np.abs(case.history[case.naive :] - case.history[: -case.naive]).mean())
    size = np.abs(point) + np.abs(case.came)
    return float(np.mean(200 * off / np.maximum(size, 1e-12))), float(off.mean()) / max(scale, 1e-12)


def _floats(values: Sequence[float]) -> Floats:
    return np.asarray(values, dtype=float)


def _rows(path: Path) -> dict[str, Floats]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: _floats([float(cell) for cell in row[1:] if cell not in ("", "NA")]) for row in rows}


def main() -> None:
    folder = arguments().data
    kinds = {"monthly": months(folder), "36": months(folder, last=36), "weekly": weeks(folder)}
    result: dict[str, object] = {}
    every: list[Scores] = []
    for kind, cases in kinds.items():
        if not cases:
            continue
        scores = score(cases)
        result[f"owa_{kind}"] = round(scores.owa, 4)
        result[f"owa_{kind}_unasked"] = round(score(cases, told=False).owa, 4)
        for level in LEVELS:
            result[f"held_{level * 100:.0f}_{kind}"] = round(float(np.mean(scores.held[level])), 4)
        every.append(scores)
    if not every:
        raise SystemExit(
            f"{folder} has neither m3_monthly.json nor m4_weekly_train.csv with m4_weekly_test.csv"
        )
    for level in LEVELS:
        held = np.concatenate([scores.held[level] for scores in every])
        result[f"held_{level * 100:.0f}"] = round(float(held.mean()), 4)
    count = sum(len(scores.errors) for scores in every)
    result |= {"series": count, "series_per_s": round(count / sum(scores.cpu for scores in every), 1)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
