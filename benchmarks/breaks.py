"""How soon and how surely is a break seen, and how often is there none?

`--data` holds `combined_windows.json` and the CSV files (timestamp, value) that it names, as the Numenta
anomaly benchmark has them; files that are not there are left out.

- nab_standard: that benchmark's score by its standard profile (right 1, false alarm 0.11, missed 1; early in a
  window counts more), 0 for a detector that never speaks and 100 for a perfect one. The first 15 % of a file
  are for learning. Its runner looks for the threshold that scores best; here the detector's own one is scored;
- nab_standard_tuned: with the best threshold for all files, as the runner does;
- false_alarms_month: on quiet daily series of ten kinds without any break, from 90 days to two years; and the
  worst of the kinds.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quiet_series import KINDS, quiet
from northing_engine.series import Detection, detect

Floats = NDArray[np.float64]
FALSE_ALARM, LEARNING, LEARNING_MOST = 0.11, 0.15, 5000
DAYS_A_MONTH = 365.25 / 12
LENGTHS, REPEATS = (90, 365, 730), 5


@dataclass(frozen=True)
class File:
    """`windows`: first and last position of each labelled stretch."""

    times: NDArray[np.datetime64]
    values: Floats
    windows: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Scored:
    """What an alarm at each position is worth, and its window (-1 outside)."""

    worth: Floats
    window: NDArray[np.intp]
    learning: int


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with combined_windows.json")
    return parser.parse_args()


def read(folder: Path) -> Iterator[File]:
    labels = json.loads((folder / "combined_windows.json").read_text(encoding="utf-8"))
    for name, windows in sorted(labels.items()):
        path = folder / name
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        times = np.array([row[0][:19] for row in rows], dtype="datetime64[s]")
        ends = [[int(np.flatnonzero(times == np.datetime64(end[:19]))[0]) for end in each] for each in windows]
        values = np.array([float(row[1]) for row in rows])
        yield File(times, values, tuple((first, last) for first, last in ends))


def worth(file: File) -> Scored:
    """The benchmark's sweep: in a window by the distance to its end, after it by the distance past it."""
    size = file.values.size
    value, window = np.full(size, -FALSE_ALARM), np.full(size, -1, dtype=np.intp)
    for number, (first, last) in enumerate(file.windows):
        width = last - first + 1
        value[last + 1 :] = [FALSE_ALARM * sigmoid((at - last) / (width - 1)) for at in range(last + 1, size)]
        inside = range(first, last + 1)
        value[first : last + 1] = [sigmoid(-(last - at + 1) / width) / sigmoid(-1) for at in inside]
        window[first : last + 1] = number
    return Scored(value, window, math.floor(min(LEARNING * size, LEARNING * LEARNING_MOST)))


def sigmoid(position: float) -> float:
    return -1.0 if position > 3 else 2 / (1 + math.exp(5 * position)) - 1


def score(files: Sequence[File], scored: Sequence[Scored], alarms: Sequence[NDArray[np.intp]]) -> float:
    total, windows = 0.0, 0
    for file, values, at in zip(files, scored, alarms, strict=True):
        counted = at[at >= values.learning]
        total += float(values.worth[counted[values.window[counted] < 0]].sum())
        for number in range(len(file.windows)):
            hits = values.worth[counted[values.window[counted] == number]]
            total += float(hits.max()) if hits.size else -1.0
            windows += 1
    return 100 * (total + windows) / (2 * max(windows, 1))


def alarms_of(found: Detection) -> NDArray[np.intp]:
    return np.array([each.noticed for each in found.breaks], dtype=np.intp)


def stricter(found: Detection, threshold: float) -> NDArray[np.intp]:
    return np.array([each.noticed for each in found.breaks if each.score > threshold], dtype=np.intp)


def false_alarms() -> dict[str, float]:
    """A month, for each kind of quiet series, after the values that the detector learns from."""
    rates = {}
    for number, kind in enumerate(KINDS):
        count, months = 0, 0.0
        for repeat in range(REPEATS):
            for days in LENGTHS:
                values = quiet(kind, days, np.random.default_rng([number, repeat, days]))
                found = detect(np.arange(days), values)
                count += len(found.breaks)
                months += float((~np.isnan(found.expected)).sum()) / DAYS_A_MONTH
        rates[kind] = count / months
    return rates


def main() -> None:
    files = list(read(arguments().data))
    started = time.process_time()
    found = [detect(file.times, file.values) for file in files]
    seconds = time.process_time() - started
    scored = [worth(file) for file in files]
    own = score(files, scored, [alarms_of(each) for each in found])
    thresholds = np.arange(2.5, 12, 0.25)
    tuned = max(score(files, scored, [stricter(each, level) for each in found]) for level in thresholds)
    rates = false_alarms()
    result = {
        "nab_standard": round(own, 2),
        "nab_standard_tuned": round(tuned, 2),
        "false_alarms_month": round(float(np.mean(list(rates.values()))), 3),
        "false_alarms_month_worst": round(max(rates.values()), 3),
        "files": len(files),
        "values_per_s": round(sum(file.values.size for file in files) / max(seconds, 1e-9)),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
